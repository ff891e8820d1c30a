import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import { ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import { childrenOf, isRunning } from './kernel-tables.js';

/** The built program: `npm test` builds first. */
const MAIN = resolve(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const PASSWORD = 'correct horse';
const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 20_000;
/** The engine host of a master that was killed is gone after so long, with all its decoys. */
export const ORPHAN_LIMIT_MS = 2_000;
const KEPT_LINES = 200;

/** A master as people run it: `decnet up`, its engine host beside it, a data folder of its own. May be killed and started again. */
export class MasterProcess {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'decnet-crash-'));
  readonly engine = new EngineClient(engineSocketPath(this.dataDir));
  /** What it said on standard error of late, the engine host too. */
  readonly log: string[] = [];
  private child: ChildProcess | undefined;
  private token: string | undefined;
  private address: string | undefined;
  /** Engine hosts of a master that is dead. */
  private orphans: number[] = [];
  private readonly atExit = (): void => { this.child?.kill('SIGKILL'); };

  /** @param env further settings, such as DECNET_LEASE_MS */
  constructor(private readonly databaseUrl: string, private readonly env: Readonly<Record<string, string>> = {}) {
    process.once('exit', this.atExit);
  }

  get url(): string {
    if (this.address === undefined) throw new Error('the master does not run');
    return this.address;
  }

  get admin(): ApiClient {
    return new ApiClient(this.url, this.token);
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Undefined while the master has none. */
  get engineHostPid(): number | undefined {
    return childrenOf(this.pid)[0];
  }

  /** Starts it on a free port; resolves when it says that it is ready. */
  async start(): Promise<this> {
    const child = this.begin();
    await eventually('the master is ready', READY_LIMIT_MS, () => this.isReady(child), () => this.log.join('\n'));
    this.token ??= (await ApiClient.signIn(this.url, 'admin', PASSWORD)).token;
    return this;
  }

  /** Starts it, and does not wait. */
  begin(): ChildProcess {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run npm run build:server first`);
    const child = spawn(process.execPath, [MAIN, 'up'], { cwd: this.dataDir, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.address = undefined;
    createInterface({ input: child.stdout }).on('line', (line) => { this.address = /DECNET runs at (\S+);/.exec(line)?.[1] ?? this.address; });
    createInterface({ input: child.stderr }).on('line', (line) => this.heard(line));
    return child;
  }

  /** SIGKILL, to `up` alone. Resolves when it is dead; its engine host may not be yet. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM. @returns its exit code */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** From here on `up` stands still, until {@link wake}. */
  sleep(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  wake(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** SIGKILL, to the engine host alone. */
  killEngineHost(): void {
    process.kill(this.engineHostPid!, 'SIGKILL');
  }

  /** Resolves when the engine host of a killed master has ended by itself. @throws Error when it lives longer than it may */
  async engineHostGone(): Promise<void> {
    await eventually('the engine host has ended', ORPHAN_LIMIT_MS, () => (this.orphans.some(isRunning) ? null : true), () => this.log.slice(-20).join('\n'));
  }

  /** Nothing is left of it, whatever became of it. */
  async remove(): Promise<void> {
    process.off('exit', this.atExit);
    if (this.child) await this.end('SIGKILL');
    for (const pid of this.orphans.filter(isRunning)) process.kill(pid, 'SIGKILL');
    await this.engineHostGone();
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** Without settings of a DECNET that runs here, and without Jest's options of Node. */
  private environment(): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') && name !== 'NODE_OPTIONS');
    return {
      ...Object.fromEntries(others),
      DECNET_DATA_DIR: this.dataDir, DECNET_DB_URL: this.databaseUrl, DECNET_PORT: '0', DECNET_ADMIN_PASSWORD: PASSWORD, DECNET_LOG_LEVEL: 'info', ...this.env,
    };
  }

  private heard(line: string): void {
    this.log.push(line);
    if (this.log.length > KEPT_LINES) this.log.shift();
  }

  private async isReady(child: ChildProcess): Promise<true | null> {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the master ended with ${child.exitCode ?? child.signalCode}:\n${this.log.join('\n')}`);
    if (this.address === undefined) return null;
    return (await fetch(`${this.address}/health/ready`)).ok ? true : null;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child!;
    this.address = undefined;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      this.orphans = childrenOf(this.pid);
      child.kill(signal);
      // One that stands still hears nothing but SIGKILL.
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await gone;
      clearTimeout(killer);
    }
    return child.exitCode;
  }
}
