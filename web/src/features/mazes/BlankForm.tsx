import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { describeError, fieldMessages } from '../../api/problem';
import { topologiesApi } from '../../api/routes';

interface CreateFormProps {
  onCreated(id: string): void;
  onCancel(): void;
}

export function BlankForm({ onCreated, onCancel }: CreateFormProps) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const creating = useMutation({
    mutationFn: () => topologiesApi.blank({ name: name.trim() }),
    onSuccess: (maze) => {
      void client.invalidateQueries({ queryKey: ['topologies'] });
      onCreated(maze.id);
    },
  });
  const messages = fieldMessages(creating.error, { NAME_TAKEN: 'name' });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    creating.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name" data-autofocus maxLength={64} placeholder="branch-office" value={name} error={messages.name}
          onChange={(event) => { creating.reset(); setName(event.currentTarget.value); }}
        />
        <Text size="sm" c="dimmed">Begins with a DMZ and one gateway decky that speaks ssh: the least that can be deployed.</Text>
        {creating.isError && messages.name === undefined && <Alert color="red" variant="light" role="alert">{describeError(creating.error)}</Alert>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>Cancel</Button>
          <Button type="submit" loading={creating.isPending} disabled={name.trim() === ''}>Create draft</Button>
        </Group>
      </Stack>
    </form>
  );
}
