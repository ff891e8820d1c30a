import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { TopologySummaryResponse } from '@decnet/contract';
import { useState, type FormEvent } from 'react';
import { describeError, fieldMessages } from '../../api/problem';
import { useCloneMaze } from './actions';

interface CloneDialogProps {
  maze: TopologySummaryResponse;
  opened: boolean;
  onClose(): void;
  onCloned(id: string): void;
}

export function CloneDialog({ maze, opened, onClose, onCloned }: CloneDialogProps) {
  const [name, setName] = useState(`${maze.name} copy`.slice(0, 64));
  const cloning = useCloneMaze((id) => {
    onClose();
    onCloned(id);
  });
  const messages = fieldMessages(cloning.error, { NAME_TAKEN: 'name' });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    cloning.mutate({ id: maze.id, name: name.trim() });
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Clone into a new draft">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">The copy has the same LANs, deckies and configuration. It starts as a draft, whatever {maze.name} is now.</Text>
          <TextInput label="Name" value={name} maxLength={64} data-autofocus error={messages.name} onChange={(event) => { cloning.reset(); setName(event.currentTarget.value); }} />
          {cloning.isError && messages.name === undefined && <Alert color="red" variant="light" role="alert">{describeError(cloning.error)}</Alert>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={cloning.isPending} disabled={name.trim() === ''}>Clone</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
