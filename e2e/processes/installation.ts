import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import type { BusServer, FreshDatabase } from '@decnet/testing';
import { ApiProcess } from '../support/api-process.js';
import { DecnetProcess } from '../support/decnet-process.js';

const AT_WORK = /"msg":"at work"/;

/** Everything of one host, each part a process of its own: two APIs, three mutators, collector and engine host. */
export class Installation {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'decnet-parts-'));
  readonly engine = new EngineClient(engineSocketPath(this.dataDir));
  readonly apis: [ApiProcess, ApiProcess];
  readonly mutators: DecnetProcess[];
  readonly collector: DecnetProcess;
  readonly engineHost: DecnetProcess;

  constructor(database: FreshDatabase, readonly bus: BusServer) {
    const settings = { DECNET_DATA_DIR: this.dataDir, DECNET_DB_URL: database.url, DECNET_BUS_URL: bus.url, DECNET_LEASE_MS: '2000' };
    this.apis = [new ApiProcess(database.url, bus.url, this.dataDir), new ApiProcess(database.url, bus.url, this.dataDir)];
    this.mutators = Array.from({ length: 3 }, () => new DecnetProcess(['mutate', '--watch'], settings, AT_WORK));
    this.collector = new DecnetProcess(['collect'], settings, AT_WORK);
    this.engineHost = new DecnetProcess(['engine'], settings, /"ready":true/);
  }

  async start(): Promise<this> {
    await Promise.all([this.bus.start(), this.engineHost.start()]);
    await Promise.all([this.apis[0].start(), this.apis[1].start(), this.collector.start(), ...this.mutators.map((mutator) => mutator.start())]);
    return this;
  }

  async remove(): Promise<void> {
    await Promise.all([...this.mutators, this.collector, this.engineHost].map((part) => part.kill()));
    await Promise.all([...this.apis, this.bus].map((part) => part.remove()));
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
