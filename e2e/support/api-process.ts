import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api-client.js';
import { DecnetProcess } from './decnet-process.js';

const PASSWORD = 'correct horse';

/** Tokens of one are good for all that share a database. */
const JWT_SECRET = randomUUID();

/** `decnet api` as a process of its own. */
export class ApiProcess {
  private readonly process: DecnetProcess;
  private readonly ownFolder: string | null;
  private address: string | undefined;
  private token: string | undefined;

  /** @param dataDir one of its own when it is left out */
  constructor(databaseUrl: string, busUrl: string, dataDir?: string) {
    this.ownFolder = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'decnet-api-')) : null;
    const settings = {
      DECNET_DATA_DIR: dataDir ?? this.ownFolder!, DECNET_DB_URL: databaseUrl, DECNET_BUS_URL: busUrl, DECNET_PORT: '0',
      DECNET_ADMIN_PASSWORD: PASSWORD, DECNET_JWT_SECRET: JWT_SECRET,
    };
    this.process = new DecnetProcess(['api'], settings, /"url":"([^"]+)","msg":"listening"/);
  }

  get url(): string {
    return this.address!;
  }

  get pid(): number {
    return this.process.pid;
  }

  /** A line a record. */
  get log(): readonly string[] {
    return this.process.lines;
  }

  get admin(): ApiClient {
    return new ApiClient(this.url, this.token);
  }

  /** Resolves when it listens and the admin is signed in. */
  async start(): Promise<this> {
    this.address = (await this.process.start())[1]!;
    this.token ??= (await ApiClient.signIn(this.url, 'admin', PASSWORD)).token;
    return this;
  }

  /** SIGKILL; resolves when it is dead. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null> {
    return this.process.stop();
  }

  async remove(): Promise<void> {
    await this.process.kill();
    if (this.ownFolder !== null) rmSync(this.ownFolder, { recursive: true, force: true });
  }
}
