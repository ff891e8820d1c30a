import { EDITABLE_STATUSES, LIVE_STATUSES, type TopologyStatus } from '@decnet/domain';
import type { EditPermission, EditState, SentWrite, World } from './types';

const WHY_NOT: Partial<Record<TopologyStatus, string>> = {
  deploying: 'The maze is being deployed: it can be changed again once it runs.',
  failed: 'The deploy failed: tear the maze down, then clone it into a new draft.',
  tearing_down: 'The maze is being torn down.',
  torn_down: 'A torn down maze stays as it was: clone it into a new draft.',
};

/** Where changes of a maze in this status go; null when there can be none. */
export function routeOf(status: TopologyStatus): SentWrite['route'] | null {
  if (EDITABLE_STATUSES.includes(status)) return 'edits';
  return LIVE_STATUSES.includes(status) ? 'mutations' : null;
}

/** Whether the user may change the maze now, and if not, why. */
export function permissionOf({ status, readOnly }: Pick<World, 'status' | 'readOnly'>, { link }: Pick<EditState, 'link'>): EditPermission {
  if (link.state === 'gone') return { allowed: false, reason: 'This maze is gone: somebody deleted it.' };
  if (link.state === 'signed-out') return { allowed: false, reason: 'Your session has ended: sign in again to go on.' };
  if (readOnly !== null) return { allowed: false, reason: readOnly };
  return routeOf(status) === null ? { allowed: false, reason: WHY_NOT[status] ?? `Not possible while the maze is ${status}.` } : { allowed: true };
}
