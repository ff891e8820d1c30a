import { useEditPermission } from '../editing';
import { LOCKED, useHandsState } from './hands';

/** Why the hands may change nothing now; null when they may. */
export function useWhyNot(): string | null {
  const permission = useEditPermission();
  const locked = useHandsState((state) => state.locked);
  return permission.allowed ? (locked ? LOCKED : null) : permission.reason;
}
