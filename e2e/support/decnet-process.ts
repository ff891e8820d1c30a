import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The built program: `npm test` builds first. */
const MAIN = resolve(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const START_WITHIN_MS = 60_000;
const KEPT_LINES = 500;

/** Those that a run of tests that breaks off must not leave behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

/** One command of `decnet` that runs until it is stopped, as a process of its own. May be killed and started again. */
export class DecnetProcess {
  /** What it said of late, on either stream. */
  readonly lines: string[] = [];
  private child: ChildProcess | undefined;

  /**
   * @param settings DECNET_… variables; none are inherited
   * @param ready what it says when it can be used
   */
  constructor(readonly args: readonly string[], private readonly settings: Readonly<Record<string, string>>, private readonly ready: RegExp) {}

  get pid(): number {
    return this.child!.pid!;
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @returns what the line that says it is ready matched @throws Error with what it said when it ends before */
  async start(): Promise<RegExpExecArray> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run npm run build:server first`);
    const child = spawn(process.execPath, [MAIN, ...this.args], { env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    const said = (): string => `${this.args.join(' ')}:\n${this.lines.slice(-30).join('\n')}`;
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`not ready: ${said()}`)), START_WITHIN_MS);
      child.once('close', (code, signal) => fail(new Error(`ended with ${code ?? signal}: ${said()}`)));
      for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => {
        this.heard(line);
        const match = this.ready.exec(line);
        if (!match) return;
        clearTimeout(late);
        done(match);
      });
    });
  }

  /** SIGKILL; resolves when it is dead. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM. @returns its exit code */
  async stop(): Promise<number | null> {
    await this.end('SIGTERM');
    return this.child!.exitCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return;
    const gone = new Promise((ended) => this.child!.once('exit', ended));
    this.child!.kill(signal);
    await gone;
  }

  /** Without settings of a DECNET that runs here, and without Jest's options of Node. */
  private environment(): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') && name !== 'NODE_OPTIONS');
    return { ...Object.fromEntries(others), ...this.settings };
  }

  private heard(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  }
}
