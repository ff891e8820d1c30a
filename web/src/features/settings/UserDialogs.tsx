import { Alert, Button, Checkbox, Group, Modal, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { UserResponse } from '@decnet/contract';
import { useState, type FormEvent, type ReactNode } from 'react';
import { describeError, fieldMessages } from '../../api/problem';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { SHORTEST_PASSWORD, USERNAME, useUserDeeds } from './users';

export const ROLE_OPTIONS = [{ value: 'viewer', label: 'viewer' }, { value: 'admin', label: 'admin' }];
const roleOf = (value: string): 'viewer' | 'admin' => (value === 'admin' ? 'admin' : 'viewer');

interface FormProps { action: string; ready: boolean; busy: boolean; error: string | null; onSubmit(): void; onClose(): void; children: ReactNode }

function DialogForm({ action, ready, busy, error, onSubmit, onClose, children }: FormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {error !== null && <Alert color="red" variant="light" role="alert">{error}</Alert>}
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit" loading={busy} disabled={!ready}>{action}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function PasswordField({ label, value, error, onChange }: { label: string; value: string; error: string | undefined; onChange(value: string): void }) {
  const short = value !== '' && value.length < SHORTEST_PASSWORD ? `At least ${SHORTEST_PASSWORD} characters.` : undefined;
  return (
    <PasswordInput
      label={label} description={`At least ${SHORTEST_PASSWORD} characters`} autoComplete="new-password" value={value} error={short ?? error}
      onChange={(event) => onChange(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }}
    />
  );
}

function AddForm({ onClose }: { onClose(): void }) {
  const { add } = useUserDeeds(onClose);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<'viewer' | 'admin'>('viewer');
  const [mustChangePassword, setMustChange] = useState(true);
  const messages = fieldMessages(add.error, { NAME_TAKEN: 'username' });
  const wrongName = username !== '' && !USERNAME.test(username) ? 'Lower case letters, digits, dots, hyphens and underscores.' : undefined;
  const elsewhere = add.isError && Object.keys(messages).length === 0 ? describeError(add.error) : null;
  return (
    <DialogForm
      action="Add user" ready={USERNAME.test(username) && password.length >= SHORTEST_PASSWORD} busy={add.isPending} error={elsewhere} onClose={onClose}
      onSubmit={() => add.mutate({ username, password, role, mustChangePassword })}
    >
      <TextInput
        label="User name" data-autofocus autoComplete="off" autoCapitalize="none" spellCheck={false} value={username} error={wrongName ?? messages.username}
        onChange={(event) => { add.reset(); setUsername(event.currentTarget.value); }}
      />
      <PasswordField label="Password" value={password} error={messages.password} onChange={setPassword} />
      <NativeSelect label="Role" description={role === 'admin' ? 'Sees and changes everything' : 'Sees everything, changes nothing'} data={ROLE_OPTIONS} value={role} onChange={(event) => setRole(roleOf(event.currentTarget.value))} />
      <Checkbox label="Demand a password of their own at the first sign-in" checked={mustChangePassword} onChange={(event) => setMustChange(event.currentTarget.checked)} />
    </DialogForm>
  );
}

function PasswordForm({ user, onClose }: { user: UserResponse; onClose(): void }) {
  const { change } = useUserDeeds(onClose);
  const [password, setPassword] = useState('');
  const messages = fieldMessages(change.error);
  return (
    <DialogForm
      action="Set password" ready={password.length >= SHORTEST_PASSWORD} busy={change.isPending} onClose={onClose}
      error={change.isError && messages.password === undefined ? describeError(change.error) : null} onSubmit={() => change.mutate({ id: user.id, password })}
    >
      <Text size="sm">All sessions of <b>{user.username}</b> end; they sign in again with this password.</Text>
      <PasswordField label="New password" value={password} error={messages.password} onChange={setPassword} />
    </DialogForm>
  );
}

function RemoveDialog({ user, onClose }: { user: UserResponse; onClose(): void }) {
  const { remove } = useUserDeeds(onClose);
  return (
    <ConfirmDialog opened title="Remove this user?" action="Remove user" busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate(user.id)} onClose={onClose}>
      <Text size="sm"><b>{user.username}</b> is signed out everywhere and can no longer sign in. What they did stays in the history under their name.</Text>
    </ConfirmDialog>
  );
}

/** Which dialog is open, and for whom. */
export type UserDialog = { kind: 'add' } | { kind: 'password' | 'remove'; user: UserResponse } | null;

/** What is asked before an account is made, changed or removed. */
export function UserDialogs({ dialog, onClose }: { dialog: UserDialog; onClose(): void }) {
  if (dialog === null) return null;
  if (dialog.kind === 'add') return <Modal opened onClose={onClose} title="Add a user"><AddForm onClose={onClose} /></Modal>;
  if (dialog.kind === 'password') return <Modal opened onClose={onClose} title={`Password of ${dialog.user.username}`}><PasswordForm user={dialog.user} onClose={onClose} /></Modal>;
  return <RemoveDialog user={dialog.user} onClose={onClose} />;
}
