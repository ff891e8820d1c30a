import type { CapturedEventResponse } from '@decnet/contract';

/** Somebody went from one decky to another, or came in: then `from` is null, and the way begins in the DMZ. */
export interface Step { srcIp: string; from: string | null; to: string; since: number }
/** A decky was touched. */
export interface Spark { deckyId: string; since: number }

export interface Traffic {
  steps: readonly Step[];
  sparks: readonly Spark[];
  /** Where each source was last; the longest silent first. */
  last: ReadonlyMap<string, string>;
  /** Sessions that were seen: what else happens in them, their end too, is no move. */
  sessions: ReadonlySet<string>;
}

export const NO_TRAFFIC: Traffic = { steps: [], sparks: [], last: new Map(), sessions: new Set() };

export const STEP_MS = 12_000;
export const SPARK_MS = 2_400;
/** Of each; a flood shows its newest. */
const MOST = 200;
const MOST_SOURCES = 500;
const MOST_SESSIONS = 2_000;

type Seen = Pick<CapturedEventResponse, 'seq' | 'srcIp' | 'deckyId' | 'sessionId'>;

/** What happened just now, in any order, is added; what has faded is dropped. */
export function addTraffic(before: Traffic, events: readonly Seen[], now: number): Traffic {
  const last = new Map(before.last);
  const steps = before.steps.filter(({ since }) => now - since < STEP_MS);
  const sparks = before.sparks.filter(({ since }) => now - since < SPARK_MS);
  const sessions = new Set(before.sessions);
  for (const { srcIp, deckyId, sessionId } of [...events].sort((a, b) => a.seq - b.seq)) {
    sparks.push({ deckyId, since: now });
    if (sessions.has(sessionId)) continue;
    sessions.add(sessionId);
    if (sessions.size > MOST_SESSIONS) sessions.delete(sessions.values().next().value!);
    const from = last.get(srcIp) ?? null;
    last.delete(srcIp);
    last.set(srcIp, deckyId);
    if (last.size > MOST_SOURCES) last.delete(last.keys().next().value!);
    if (from !== deckyId) steps.push({ srcIp, from, to: deckyId, since: now });
  }
  return { last, sessions, steps: steps.slice(-MOST), sparks: sparks.slice(-MOST) };
}

/** Whether anything of it is still to be seen. */
export function isAlive({ steps, sparks }: Traffic, now: number): boolean {
  return steps.some(({ since }) => now - since < STEP_MS) || sparks.some(({ since }) => now - since < SPARK_MS);
}

/** From 0 for a decky that nobody touched to 1 for the busiest: in orders of magnitude, so that one flood does not hide the rest. */
export function heatOf(count: number, busiest: number): number {
  return count <= 0 ? 0 : Math.log1p(count) / Math.log1p(Math.max(count, busiest));
}
