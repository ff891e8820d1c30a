import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';

/** Whatever takes longer is cut short: what matters is in the database. */
const STOP_PATIENCE_MS = 15_000;
/** npm and the terminal may both pass on one Ctrl-C. */
const ONE_KEYPRESS_MS = 500;

/** Waits for Ctrl-C or SIGTERM, then stops in an orderly way; a second Ctrl-C does not wait for that. */
export async function untilStopped(io: Io, stop: () => Promise<void>): Promise<ExitCode> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, resolve);
  });
  const since = Date.now();
  process.on('SIGINT', () => {
    if (Date.now() - since > ONE_KEYPRESS_MS) process.exit(EXIT.refused);
  });
  if (signal === 'SIGINT') io.err('stopping …');
  const late = setTimeout(() => {
    io.err(`still busy after ${STOP_PATIENCE_MS / 1000} s: leaving it to the next start`);
    process.exit(EXIT.refused);
  }, STOP_PATIENCE_MS);
  await stop();
  clearTimeout(late);
  return EXIT.done;
}
