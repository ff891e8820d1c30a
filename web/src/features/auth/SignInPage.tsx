import { Alert } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useSession, useSessionExpired } from '../../api/session';
import { queryClient } from '../../app/queryClient';
import { AuthFrame } from './AuthFrame';
import { safeNext } from './next';
import { SignInForm } from './SignInForm';

export function SignInPage() {
  const session = useSession();
  const expired = useSessionExpired();
  const [search] = useSearchParams();

  // What one user has loaded is nothing for the next.
  useEffect(() => queryClient.clear(), []);
  if (session !== null) return <Navigate to={safeNext(search.get('next'))} replace />;
  return (
    <AuthFrame title="Sign in" lead="Draw a maze of decoys, deploy it, and watch who walks in.">
      <SignInForm>
        {expired && <Alert color="blue" variant="light" role="status" icon={<IconClock />}>Your session has ended. Sign in again to go on where you were.</Alert>}
      </SignInForm>
    </AuthFrame>
  );
}
