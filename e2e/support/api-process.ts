import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ApiClient } from './api-client.js';

const MAIN = resolve(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const PASSWORD = 'correct horse';
const START_WITHIN_MS = 60_000;

/** Tokens of one are good for all that share a database. */
const JWT_SECRET = randomUUID();

/** `decnet api` as a process of its own. */
export class ApiProcess {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'decnet-api-'));
  /** Its log: a line a record. */
  readonly log: string[] = [];
  private child: ChildProcess | undefined;
  private address: string | undefined;
  private token: string | undefined;
  private readonly atExit = (): void => { this.child?.kill('SIGKILL'); };

  constructor(private readonly databaseUrl: string, private readonly busUrl: string) {
    process.once('exit', this.atExit);
  }

  get url(): string {
    return this.address!;
  }

  get pid(): number {
    return this.child!.pid!;
  }

  get admin(): ApiClient {
    return new ApiClient(this.url, this.token);
  }

  /** Resolves when it listens and the admin is signed in. */
  async start(): Promise<this> {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('DECNET_') && name !== 'NODE_OPTIONS');
    const env = {
      ...Object.fromEntries(others), DECNET_DATA_DIR: this.dataDir, DECNET_DB_URL: this.databaseUrl, DECNET_BUS_URL: this.busUrl, DECNET_PORT: '0',
      DECNET_ADMIN_PASSWORD: PASSWORD, DECNET_JWT_SECRET: JWT_SECRET,
    };
    const child = spawn(process.execPath, [MAIN, 'api'], { cwd: this.dataDir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    await new Promise<void>((done, fail) => {
      const late = setTimeout(() => fail(new Error(`not ready: ${this.log.join('\n')}`)), START_WITHIN_MS);
      child.once('close', (code) => fail(new Error(`ended with ${code}: ${this.log.join('\n')}`)));
      for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => {
        this.log.push(line);
        const [, url] = /"url":"([^"]+)","msg":"listening"/.exec(line) ?? [];
        if (url === undefined) return;
        this.address = url;
        clearTimeout(late);
        done();
      });
    });
    this.token = (await ApiClient.signIn(this.url, 'admin', PASSWORD)).token;
    return this;
  }

  /** SIGTERM. @returns its exit code */
  async stop(): Promise<number | null> {
    const child = this.child!;
    const gone = new Promise((ended) => child.once('exit', ended));
    child.kill('SIGTERM');
    await gone;
    return child.exitCode;
  }

  async remove(): Promise<void> {
    process.off('exit', this.atExit);
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((ended) => child.once('exit', ended));
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
