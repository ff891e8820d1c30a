import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

/** The built program: `npm test` builds first. */
const MAIN = resolve(import.meta.dirname, '../../../dist/apps/cli/src/main.js');

/** Without settings of a DECNET that runs here. */
function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') && name !== 'NODE_OPTIONS')), ...extra };
}

export interface Ran { code: number | null; stdout: string; stderr: string; ms: number }

/** Runs one command of the built program to its end. */
export function runProgram(args: readonly string[], env: Record<string, string> = {}, nodeArgs: readonly string[] = []): Ran {
  const since = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs, MAIN, ...args], { env: cleanEnvironment(env), encoding: 'utf8', timeout: 60_000 });
  return { code: status, stdout, stderr, ms: performance.now() - since };
}

/** A process of the built program that goes on until it is stopped. */
export class Running {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly listeners = new Set<() => void>();

  constructor(args: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [MAIN, ...args], { env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = new Promise((done) => this.child.once('close', (code) => {
      done(code);
      this.tell();
    }));
    for (const [stream, into] of [[this.child.stdout, this.lines], [this.child.stderr, this.errors]] as const) {
      if (stream) createInterface({ input: stream }).on('line', (line) => {
        into.push(line);
        this.tell();
      });
    }
  }

  /** The first match in what it printed. @throws with everything it said when it ends without */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.lines.join('\n'));
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`ended without ${pattern}: ${[...this.lines, ...this.errors].join('\n')}`);
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
