import type { CapturedEventResponse, DeckyEventCountResponse } from '@decnet/contract';
import type { ById } from './mazeState';

/** What one decky caught. */
export interface Activity { count: number; lastAt: string | null; lastSrcIp: string | null }

export interface ActivityState {
  byDecky: ById<Activity>;
}

export const QUIET: Activity = { count: 0, lastAt: null, lastSrcIp: null };
export const NO_ACTIVITY: ActivityState = { byDecky: {} };

/** The server's counts are the truth: they replace whatever was counted along the way. */
export function takeCounts(rows: readonly DeckyEventCountResponse[]): ActivityState {
  return { byDecky: Object.fromEntries(rows.map(({ deckyId, ...row }) => [deckyId, row])) };
}

/** Live events, each counted once by the caller's cursor. */
export function countEvents(state: ActivityState, events: readonly CapturedEventResponse[]): ActivityState {
  if (events.length === 0) return state;
  const byDecky: Record<string, Activity> = { ...state.byDecky };
  for (const { deckyId, at, srcIp } of events) {
    byDecky[deckyId] = { count: (byDecky[deckyId]?.count ?? 0) + 1, lastAt: at, lastSrcIp: srcIp };
  }
  return { byDecky };
}
