import { Alert, Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SERVICES } from '@decnet/domain';
import { useState, type FormEvent } from 'react';
import { ApiError, describeError, fieldMessages } from '../../api/problem';
import { topologiesApi } from '../../api/routes';
import { IssueList } from '../../ui/IssueList';
import { CountsPreview } from './CountsPreview';
import { EMPTY_FORM, formField, seedProblem, toRequest, type GenerateForm } from './generateForm';
import { SeedField } from './SeedField';
import { ShapeSliders } from './ShapeSliders';
import { previewOf, type Preview } from './preview';
import styles from './NewMaze.module.css';

interface CreateFormProps {
  onCreated(id: string): void;
  onCancel(): void;
}

const FIELD_BY_CODE = { NAME_TAKEN: 'name', POOL_EXHAUSTED: 'subnetBase' };

function useGenerate(onCreated: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (form: GenerateForm) => topologiesApi.generate(toRequest(form)),
    onSuccess: (maze) => {
      void client.invalidateQueries({ queryKey: ['topologies'] });
      onCreated(maze.id);
    },
  });
}

/** Messages by field of the form, from the server's problem and from the rules, which the page applies as well. */
function messagesOf(error: unknown, form: GenerateForm, preview: Preview): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const [field, message] of Object.entries(fieldMessages(error, FIELD_BY_CODE))) messages[formField(field)] ??= message;
  for (const { path, message } of preview.messages) messages[formField(path.split('.')[0] ?? path)] ??= message;
  const seed = seedProblem(form.seed);
  if (seed !== null) messages.seed = seed;
  return messages;
}

export function GeneratedForm({ onCreated, onCancel }: CreateFormProps) {
  const [form, setForm] = useState(EMPTY_FORM);
  const creating = useGenerate(onCreated);
  const change = (patch: Partial<GenerateForm>): void => {
    if (creating.isError) creating.reset();
    setForm((before) => ({ ...before, ...patch }));
  };
  const preview = previewOf(form);
  const messages = messagesOf(creating.error, form, preview);
  const error = creating.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    creating.mutate(form);
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.columns}>
        <Stack gap="md">
          <TextInput label="Name" data-autofocus maxLength={64} placeholder="harbour" value={form.name} error={messages.name} onChange={(event) => change({ name: event.currentTarget.value })} />
          <ShapeSliders form={form} messages={messages} onChange={change} />
        </Stack>
        <Stack gap="md">
          <CountsPreview preview={preview} />
          <MultiSelect
            label="Services" description="None chosen: what is plausible for each machine" searchable clearable error={messages.services} value={form.services}
            data={SERVICES.map((service) => ({ value: service.slug, label: service.displayName }))} onChange={(services) => change({ services })}
          />
          <TextInput
            label="Subnets from" description="Every LAN gets a /24 of its own below this range" classNames={{ input: 'mono' }}
            value={form.subnetBase} error={messages.subnetBase} onChange={(event) => change({ subnetBase: event.currentTarget.value })}
          />
          <SeedField seed={form.seed} error={messages.seed} onChange={(seed) => change({ seed })} />
        </Stack>
      </div>
      {creating.isError && Object.keys(messages).length === 0 && (
        <Alert mt="md" color="red" variant="light" role="alert" title={describeError(error)}>
          {error instanceof ApiError && error.issues.length > 0 && <IssueList issues={error.issues} />}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onCancel}>Cancel</Button>
        <Button type="submit" loading={creating.isPending} disabled={form.name.trim() === '' || messages.seed !== undefined || preview.counts === null}>Generate draft</Button>
      </Group>
    </form>
  );
}
