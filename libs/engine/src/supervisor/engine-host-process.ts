import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseReadyLine, type ReadyLine } from '../wire/ready-line.js';

export interface EngineHostProcessOptions {
  /** Compiled program, `dist/apps/engine-host/src/main.js`. */
  main: string;
  dataDir: string;
  env?: NodeJS.ProcessEnv;
  /** It answers; after a restart with another generation. */
  onUp?(ready: ReadyLine): void;
  /** It has gone, or never came up; it is started again unless it was stopped. */
  onDown?(exit: { code: number | null; signal: NodeJS.Signals | null }): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** Up for so long, it counts as healthy again and the next wait is short. */
const HEALTHY_AFTER_MS = 30_000;
const STOP_PATIENCE_MS = 3_000;

/** Runs the engine host of this machine as a child and starts it again when it dies. It ends with this process, whatever ends this process. */
export class EngineHostProcess {
  private child: ChildProcess | null = null;
  private retry: NodeJS.Timeout | null = null;
  private failures = 0;
  private stopped = true;

  constructor(private readonly options: EngineHostProcessOptions) {}

  /** Process id while there is a child. */
  get pid(): number | undefined { return this.child?.pid; }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.spawn();
  }

  /** Resolves when the child is gone: asked first, killed after three seconds. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    const child = this.child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(killer);
  }

  private spawn(): void {
    const { main, dataDir, env = process.env } = this.options;
    // The child watches its standard input: it ends when this process does, also by SIGKILL.
    const child = spawn(process.execPath, [main, '--data', dataDir, '--parent'], { stdio: ['pipe', 'pipe', 'inherit'], env });
    const startedAt = performance.now();
    this.child = child;
    // A child that dies while it is spoken to must not take this process along.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = parseReadyLine(line);
      if (ready) this.options.onUp?.(ready);
    });
    let over = false;
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (over) return;
      over = true;
      this.ended(performance.now() - startedAt, { code, signal });
    };
    child.once('error', () => end(null, null));
    child.once('close', end);
  }

  private ended(upMs: number, exit: { code: number | null; signal: NodeJS.Signals | null }): void {
    this.child = null;
    this.failures = upMs >= HEALTHY_AFTER_MS ? 0 : this.failures + 1;
    this.options.onDown?.(exit);
    if (this.stopped) return;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    this.retry = setTimeout(() => this.spawn(), Math.max(waitMs, FIRST_WAIT_MS));
  }
}
