import type { Database } from '@decnet/persistence';

const DAY_MS = 86_400_000;
const BATCH = 1_000;

/** Removes events older than `days`, in small batches so that no writer waits for long. @returns how many went */
export async function pruneEvents(database: Database, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  let total = 0;
  for (;;) {
    const removed = await database.capturedEvents.prune(before, BATCH);
    total += removed;
    if (removed < BATCH) return total;
  }
}
