import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle, IconClock, IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ApiError, describeError, UnreachableError } from '../../api/problem';
import { authApi } from '../../api/routes';
import { startSession } from '../../api/session';

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

/** Name and password. @param children what is said above them until a try failed */
export function SignInForm({ username: first = '', children = null }: { username?: string; children?: ReactNode }) {
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState('');
  const login = useMutation({ mutationFn: authApi.login, onSuccess: startSession, onError: () => setPassword('') });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    login.mutate({ username: username.trim(), password });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {login.isError ? <SignInError error={login.error} /> : children}
        <TextInput
          label="User name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} data-autofocus={first === '' || undefined} autoFocus={first === ''}
          value={username} onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password" name="password" autoComplete="current-password" required withAsterisk={false} data-autofocus={first !== '' || undefined}
          value={password} onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={login.isPending} mt={4}>Sign in</Button>
      </Stack>
    </form>
  );
}
