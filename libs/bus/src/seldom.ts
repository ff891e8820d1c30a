import type { BusComplaint } from './types.js';

const SECOND_MS = 1_000;

/** At most one line a second. What comes meanwhile is counted, and its last line is said when the second is over: how it stands is always told. */
export function seldom(complain: BusComplaint): BusComplaint {
  let waiting = false;
  let last: { message: string; error: unknown; others: number } | undefined;
  const say = (message: string, error: unknown): void => {
    waiting = true;
    complain(message, error);
    setTimeout(() => {
      waiting = false;
      if (!last) return;
      const { message: latest, error: cause, others } = last;
      last = undefined;
      say(others > 0 ? `${latest} (and ${others} more about the bus)` : latest, cause);
    }, SECOND_MS).unref();
  };
  return (message, error) => {
    if (waiting) last = { message, error, others: last ? last.others + 1 : 0 };
    else say(message, error);
  };
}
