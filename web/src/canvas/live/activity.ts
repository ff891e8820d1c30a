import type { AttackerObservedMessage, CapturedEventResponse, DeckyEventCountResponse } from '@decnet/contract';
import type { ById } from './mazeState';

/** What one decky caught. */
export interface Activity { count: number; lastAt: string | null; lastSrcIp: string | null }

export interface ActivityState {
  byDecky: ById<Activity>;
  /** Grows with every touch of a decky: its card pulses when this number changes. */
  pulses: ById<number>;
}

export const QUIET: Activity = { count: 0, lastAt: null, lastSrcIp: null };
export const NO_ACTIVITY: ActivityState = { byDecky: {}, pulses: {} };

/** The server's counts are the truth: they replace whatever was counted along the way. */
export function takeCounts(state: ActivityState, rows: readonly DeckyEventCountResponse[]): ActivityState {
  return { ...state, byDecky: Object.fromEntries(rows.map(({ deckyId, ...row }) => [deckyId, row])) };
}

/** Live events, each counted once by the caller's cursor. */
export function countEvents(state: ActivityState, events: readonly CapturedEventResponse[]): ActivityState {
  if (events.length === 0) return state;
  const byDecky: Record<string, Activity> = { ...state.byDecky };
  const pulses: Record<string, number> = { ...state.pulses };
  for (const { deckyId, at, srcIp } of events) {
    byDecky[deckyId] = { count: (byDecky[deckyId]?.count ?? 0) + 1, lastAt: at, lastSrcIp: srcIp };
    pulses[deckyId] = (pulses[deckyId] ?? 0) + 1;
  }
  return { byDecky, pulses };
}

/** The maze's own stream says that somebody was seen: only a pulse, the captured event brings the count. */
export function pulse(state: ActivityState, { deckyId }: AttackerObservedMessage): ActivityState {
  return { ...state, pulses: { ...state.pulses, [deckyId]: (state.pulses[deckyId] ?? 0) + 1 } };
}
