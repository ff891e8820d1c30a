import type { BusService } from '@decnet/bus';
import type { Finding } from '@decnet/platform';

/** Longer than a busy broker takes, shorter than a probe waits. */
const ANSWER_WITHIN_MS = 500;

/** Without the bus nothing is lost and nothing is refused: what others did is seen at the next look at the database. */
export async function busFinding(bus: BusService): Promise<Finding> {
  if (await bus.flush(ANSWER_WITHIN_MS)) return { ok: true };
  return { ok: false, degraded: `the ${bus.name} bus does not answer: what other processes do is seen some seconds later` };
}
