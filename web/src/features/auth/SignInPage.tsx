import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle, IconClock, IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { ApiError, describeError, UnreachableError } from '../../api/problem';
import { authApi } from '../../api/routes';
import { startSession, useSession, useSessionExpired } from '../../api/session';
import { queryClient } from '../../app/queryClient';
import { AuthFrame } from './AuthFrame';
import { safeNext } from './next';

function SignInError({ error }: { error: unknown }) {
  if (error instanceof ApiError && error.status === 401) {
    return <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle />}>User name or password is wrong.</Alert>;
  }
  if (error instanceof ApiError && error.status === 429) {
    const wait = error.retryAfterS === null ? 'a minute' : `${error.retryAfterS} seconds`;
    return <Alert role="alert" color="orange" variant="light" icon={<IconClock />}>Too many attempts. Wait {wait}, then try again.</Alert>;
  }
  if (error instanceof UnreachableError) {
    return <Alert role="alert" color="red" variant="light" icon={<IconPlugConnectedX />}>The server cannot be reached. Is it running?</Alert>;
  }
  return <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle />}>{describeError(error)}</Alert>;
}

export function SignInPage() {
  const session = useSession();
  const expired = useSessionExpired();
  const [search] = useSearchParams();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({ mutationFn: authApi.login, onSuccess: startSession, onError: () => setPassword('') });

  // What one user has loaded is nothing for the next.
  useEffect(() => queryClient.clear(), []);
  if (session !== null) return <Navigate to={safeNext(search.get('next'))} replace />;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    login.mutate({ username: username.trim(), password });
  };
  return (
    <AuthFrame title="Sign in" lead="Draw a maze of decoys, deploy it, and watch who walks in.">
      <form onSubmit={submit}>
        <Stack>
          {expired && !login.isError && (
            <Alert color="blue" variant="light" role="status" icon={<IconClock />}>Your session has ended. Sign in again to go on where you were.</Alert>
          )}
          {login.isError && <SignInError error={login.error} />}
          <TextInput
            label="User name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} autoFocus
            value={username} onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password" name="password" autoComplete="current-password" required withAsterisk={false}
            value={password} onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={login.isPending} mt={4}>Sign in</Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
