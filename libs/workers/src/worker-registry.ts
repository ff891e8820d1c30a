import type { WorkerHealthMessage, WorkerResponse, WorkerState } from '@decnet/contract';

/** Two announcements were missed. */
export const STALE_AFTER_MS = 25_000;
export const GONE_AFTER_MS = 60_000;
export const FORGOTTEN_AFTER_MS = 600_000;
/** Whoever may publish could announce any number of workers. */
const MOST = 1_000;

interface Seen { message: WorkerHealthMessage; at: number }

/** Who works for this deployment, as far as this process has heard. */
export class WorkerRegistry {
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly now: () => number = Date.now) {}

  /** What is no announcement is ignored: a bus between hosts is not ours alone. */
  note(message: unknown): void {
    if (!isHealthMessage(message)) return;
    const key = JSON.stringify([message.worker, message.host, message.pid]);
    // Anew at the end, so that the one that was silent for longest stands first.
    this.seen.delete(key);
    this.seen.set(key, { message, at: this.now() });
    if (this.seen.size > MOST) this.seen.delete(this.seen.keys().next().value!);
  }

  /** By name, host and process. */
  list(): WorkerResponse[] {
    const now = this.now();
    for (const [key, { at }] of this.seen) if (now - at >= FORGOTTEN_AFTER_MS) this.seen.delete(key);
    return [...this.seen.values()].map((seen) => shown(seen, now)).sort(byName);
  }
}

function shown({ message: { worker, host, pid, uptimeS, lastWorkAt, stopped }, at }: Seen, now: number): WorkerResponse {
  return { worker, host, pid, uptimeS, lastWorkAt, lastSeenAt: new Date(at).toISOString(), state: stopped ? 'gone' : stateAfter(now - at) };
}

function stateAfter(silentMs: number): WorkerState {
  if (silentMs < STALE_AFTER_MS) return 'alive';
  return silentMs < GONE_AFTER_MS ? 'stale' : 'gone';
}

function byName(a: WorkerResponse, b: WorkerResponse): number {
  return a.worker.localeCompare(b.worker) || a.host.localeCompare(b.host) || a.pid - b.pid;
}

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length > 0 && value.length <= most;
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function isHealthMessage(value: unknown): value is WorkerHealthMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { worker, host, pid, uptimeS, lastWorkAt, stopped } = value as Partial<Record<keyof WorkerHealthMessage, unknown>>;
  return isText(worker, 64) && isText(host, 255) && isCount(pid) && isCount(uptimeS) && typeof stopped === 'boolean'
    && (lastWorkAt === null || (isText(lastWorkAt, 40) && !Number.isNaN(Date.parse(lastWorkAt))));
}
