import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../../api/session';

interface RequireSessionProps {
  children: ReactNode;
  /** The one page that a user who must change the password may see. */
  allowPasswordChange?: boolean;
}

/** Sends away who is not signed in, and brings back to the same address afterwards. */
export function RequireSession({ children, allowPasswordChange = false }: RequireSessionProps) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const next = allowPasswordChange ? '' : `?next=${encodeURIComponent(pathname + search + hash)}`;
  if (session === null) return <Navigate to={`/sign-in${next}`} replace />;
  if (session.mustChangePassword && !allowPasswordChange) return <Navigate to={`/change-password${next}`} replace />;
  return children;
}
