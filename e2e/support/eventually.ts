import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/**
 * Asks again and again until there is an answer; for what can only be seen by looking: another process's death, a row, the kernel's tables.
 * @param look null while it is not so yet
 * @throws Error that names what was waited for, and what was seen last
 */
export async function eventually<T>(what: string, timeoutMs: number, look: () => T | null | Promise<T | null>, seen: () => unknown = () => ''): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms ${String(seen())}`.trim());
    await delay(LOOK_EVERY_MS);
  }
}
