import { useSession } from '../../api/session';

/** Why the user may change nothing, or null for an admin. */
export function useReadOnlyReason(): string | null {
  const session = useSession();
  return session?.user.role === 'admin' ? null : 'Your role is viewer: you see everything and change nothing. Ask an admin.';
}
