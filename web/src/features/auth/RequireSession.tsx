import { Fragment, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession, useUser } from '../../api/session';
import { SignInDialog } from './SignInDialog';

interface RequireSessionProps {
  children: ReactNode;
  /** The one page that a user who must change the password may see. */
  allowPasswordChange?: boolean;
}

/** Sends away who is not signed in, and brings back to the same address afterwards. Whose session ends while the page is open signs in again on the spot. */
export function RequireSession({ children, allowPasswordChange = false }: RequireSessionProps) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const next = allowPasswordChange ? '' : `?next=${encodeURIComponent(pathname + search + hash)}`;
  const user = useUser();
  if (user === null) return <Navigate to={`/sign-in${next}`} replace />;
  if (session?.mustChangePassword === true && !allowPasswordChange) return <Navigate to={`/change-password${next}`} replace />;
  return (
    <>
      <Fragment key={user.username}>{children}</Fragment>
      {session === null && <SignInDialog username={user.username} />}
    </>
  );
}
