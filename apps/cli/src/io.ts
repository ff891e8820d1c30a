import { readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

/** Everything a command touches of its surroundings, so that tests can stand in for them. */
export interface Io {
  /** For results: what a script reads. */
  out(text: string): void;
  /** For everything else: mistakes, progress, advice. */
  err(text: string): void;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Somebody sits there and can be asked. */
  readonly interactive: boolean;
  readInput(): Promise<string>;
  readFile(path: string): Buffer;
  /** Aborted by Ctrl-C; from the first call on, Ctrl-C no longer ends the process by itself. */
  interrupted(): AbortSignal;
}

function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** The real surroundings of this process. */
export function processIo(): Io {
  // `decnet events | head` is no mistake of anybody's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  let interrupt: AbortSignal | undefined;
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    cwd: process.cwd(),
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    readInput: () => text(process.stdin),
    readFile: (path) => readFileSync(path),
    interrupted: () => (interrupt ??= abortOnInterrupt()),
  };
}

/** Resolves when what was printed has been handed over, also into a slow pipe. */
export async function flushed(): Promise<void> {
  if (process.stdout.isTTY) return;
  process.stdout.end();
  await finished(process.stdout).catch(() => undefined);
}
