import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError, describeError, fieldMessages } from '../../api/problem';
import { authApi } from '../../api/routes';
import { endSession, startSession, useSession } from '../../api/session';
import { AuthFrame } from './AuthFrame';
import { safeNext } from './next';

const SHORTEST = 8;
const FORCED = 'The password you signed in with was made for the first start only. Choose your own before you go on.';
const FREE = 'Other sessions of yours will have to sign in again.';

/** Messages beside the fields: what the page itself can see, then what the server said. */
function problemsOf(error: unknown, newPassword: string, again: string): Record<string, string> {
  const messages = fieldMessages(error);
  if (error instanceof ApiError && error.status === 401) messages.oldPassword = 'This is not your current password.';
  if (newPassword !== '' && newPassword.length < SHORTEST) messages.newPassword = `At least ${SHORTEST} characters.`;
  if (again !== '' && again !== newPassword) messages.again = 'The two do not agree.';
  return messages;
}

export function ChangePasswordPage() {
  const session = useSession();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const forced = session?.mustChangePassword === true;
  const username = session?.user.username ?? '';
  const change = useMutation({
    mutationFn: () => authApi.changePassword({ oldPassword, newPassword }),
    // The old token died with the old password; the answer brings the new one.
    onSuccess: (login) => {
      startSession(login);
      return navigate(safeNext(search.get('next')), { replace: true });
    },
  });
  const problems = problemsOf(change.error, newPassword, again);
  const ready = oldPassword !== '' && newPassword.length >= SHORTEST && again === newPassword;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) change.mutate();
  };
  return (
    <AuthFrame title="Choose a password" lead={forced ? FORCED : FREE}>
      <form onSubmit={submit}>
        <Stack>
          {change.isError && Object.keys(problems).length === 0 && (
            <Alert color="red" variant="light" role="alert" icon={<IconAlertCircle />}>{describeError(change.error)}</Alert>
          )}
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <PasswordInput
            label="Current password" autoComplete="current-password" autoFocus value={oldPassword} error={problems.oldPassword}
            onChange={(event) => { change.reset(); setOldPassword(event.currentTarget.value); }}
          />
          <PasswordInput
            label="New password" description={`At least ${SHORTEST} characters`} autoComplete="new-password" value={newPassword} error={problems.newPassword}
            onChange={(event) => { change.reset(); setNewPassword(event.currentTarget.value); }}
          />
          <PasswordInput label="New password again" autoComplete="new-password" value={again} error={problems.again} onChange={(event) => setAgain(event.currentTarget.value)} />
          <Button type="submit" loading={change.isPending} disabled={!ready} mt={4}>Change password</Button>
          {forced
            ? <Button variant="subtle" color="gray" onClick={endSession}>Sign in as somebody else</Button>
            : <Button variant="subtle" color="gray" onClick={() => void navigate(-1)}>Cancel</Button>}
        </Stack>
      </form>
    </AuthFrame>
  );
}
