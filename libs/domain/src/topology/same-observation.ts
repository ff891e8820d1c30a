import type { DeckyObservation } from './types.js';

/** Whether two looks at a decky saw the same; nothing seen before is never the same. */
export function sameObservation(before: DeckyObservation | undefined, now: DeckyObservation): boolean {
  if (before === now) return true;
  return before !== undefined && before.state === now.state && before.lastError === now.lastError && JSON.stringify(before.endpoints) === JSON.stringify(now.endpoints);
}
