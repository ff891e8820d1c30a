import { useUser } from '../../api/session';

/** Why the user may change nothing, or null for an admin. */
export function useReadOnlyReason(): string | null {
  const user = useUser();
  return user?.role === 'admin' ? null : 'Your role is viewer: you see everything and change nothing. Ask an admin.';
}
