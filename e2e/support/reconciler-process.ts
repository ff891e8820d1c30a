import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';

const MAIN = fileURLToPath(new URL('./reconciler-process.mjs', import.meta.url));
const SAY_LIMIT_MS = 15_000;

export interface ReconcilerProcessOptions {
  databaseUrl: string;
  engineHost: string;
  leaseMs: number;
  /** How long its engine takes for each decky. */
  stepMs: number;
}

/** An owner of mazes in a process of its own, with a fake engine: may be stopped in the middle of its work, and woken. */
export class ReconcilerProcess {
  private readonly lines: string[] = [];
  readonly errors: string[] = [];
  private readonly child: ChildProcess;

  private constructor({ databaseUrl, engineHost, leaseMs, stepMs }: ReconcilerProcessOptions) {
    // Its standard input ends with this process, and it with that.
    this.child = spawn(process.execPath, [MAIN, databaseUrl, engineHost, String(leaseMs), String(stepMs)], { stdio: 'pipe', env: { PATH: process.env.PATH } });
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.lines.push(line));
    createInterface({ input: this.child.stderr! }).on('line', (line) => this.errors.push(line));
  }

  static async start(options: ReconcilerProcessOptions): Promise<ReconcilerProcess> {
    const started = new ReconcilerProcess(options);
    await started.said('ready');
    return started;
  }

  /** Waits for a line, and forgets all lines up to it. */
  async said(line: string): Promise<void> {
    await eventually(`the reconciler says ${line}`, SAY_LIMIT_MS, () => (this.lines.includes(line) ? true : null), () => this.errors.slice(-10).join('\n'));
    this.lines.splice(0, this.lines.indexOf(line) + 1);
  }

  /** From here on it stands still, until {@link wake}. */
  sleep(): void {
    this.child.kill('SIGSTOP');
  }

  wake(): void {
    this.child.kill('SIGCONT');
  }

  /** Resolves when whatever it was at has come to its end, one way or another. */
  async rest(): Promise<void> {
    this.child.stdin!.write('rest\n');
    await this.said('rested');
    await this.said('ready');
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => { this.child.once('exit', resolve); });
    this.child.kill('SIGKILL');
    await gone;
  }
}
