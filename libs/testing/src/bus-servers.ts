import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.js';

/** The built broker: `npm test` builds first. */
const BROKER = resolve(import.meta.dirname, '../../../dist/apps/bus/src/main.js');
const START_WITHIN_MS = 20_000;

interface Program { command: string; args: readonly string[]; env: Record<string, string>; ready: RegExp }

/** What carries messages between processes, as a process of its own that may be killed, stopped, and started again at the same address. */
export class BusServer {
  /** What it said, on either stream. */
  readonly lines: string[] = [];
  private child: ChildProcess | undefined;
  private gone: Promise<unknown> = Promise.resolve();
  private readonly atExit = (): void => { this.child?.kill('SIGKILL'); };

  /** @param folder its own, gone with it */
  constructor(readonly url: string, private readonly program: Program, readonly folder: string) {
    process.once('exit', this.atExit);
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Resolves when it can be used. @throws Error with what it said when it ends before */
  async start(): Promise<this> {
    const { command, args, env, ready } = this.program;
    const child = spawn(command, args, { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.gone = new Promise((ended) => child.once('close', ended));
    await new Promise<void>((done, fail) => {
      const late = setTimeout(() => fail(new Error(`not ready: ${this.lines.join('\n')}`)), START_WITHIN_MS);
      child.once('error', fail);
      child.once('close', (code) => fail(new Error(`ended with ${code}: ${this.lines.join('\n')}`)));
      for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => {
        this.lines.push(line);
        if (!ready.test(line)) return;
        clearTimeout(late);
        done();
      });
    });
    return this;
  }

  /** SIGKILL; resolves when it is dead. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.gone;
  }

  /** From here on it stands still, until {@link resume}. */
  stall(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Nothing is left of it. */
  async remove(): Promise<void> {
    process.off('exit', this.atExit);
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'decnet-bus-'));

/** Our own broker at a socket in a folder of its own; not started yet. */
export function unixBroker(settings: Readonly<Record<string, string>> = {}): BusServer {
  if (!existsSync(BROKER)) throw new Error(`${BROKER} is missing: run npm run build:server first`);
  const folder = newFolder();
  const url = `unix:${join(folder, 'bus.sock')}`;
  return new BusServer(url, { command: process.execPath, args: [BROKER], env: { DECNET_DATA_DIR: folder, DECNET_BUS_URL: url, ...settings }, ready: /^The bus is at / }, folder);
}

/**
 * A NATS server on a port of its own; not started yet.
 * @param executable see the requirement `nats`
 * @param password demanded of the user `decnet`, if there is one
 */
export async function natsServer(executable: string, password?: string): Promise<BusServer> {
  const port = await freePort();
  const folder = newFolder();
  const account = password === undefined ? { args: [], login: '' } : { args: ['--user', 'decnet', '--pass', password], login: `decnet:${password}@` };
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--pid', join(folder, 'pid'), ...account.args];
  return new BusServer(`nats://${account.login}127.0.0.1:${port}`, { command: executable, args, env: {}, ready: /Server is ready/ }, folder);
}
