import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus, type BusService } from '@decnet/bus';
import { CollectorModule } from '@decnet/capture';
import { type Engine, FakeEngine } from '@decnet/engine';
import { ensureFirstAdmin, signLocalToken } from '@decnet/identity';
import { MutatorModule, type MutatorOptions } from '@decnet/mutator';
import type { Database } from '@decnet/persistence';
import { createLogger, ensureJwtSecret, loadConfig } from '@decnet/platform';
import { type Api, createApi } from '../../apps/api/src/create-api.js';
import { ApiClient } from './api-client.js';

export interface TestMasterOptions {
  database: Database;
  engine?: Engine;
  bus?: BusService;
  /** Without a mutator, mazes stay in the status that the API gave them. */
  mutator?: boolean;
  leaseMs?: number;
  /** How often the reconciler looks for work that no message told of. */
  pollMs?: number;
  checkpoint?: MutatorOptions['checkpoint'];
  /** Folder of the built page; without it the API alone is served. */
  webRoot?: string;
}

/** A master in this process: API, reconciler and collector on a real database, with a fake engine unless a test brings another. */
export interface TestMaster {
  api: Api;
  url: string;
  engine: Engine;
  bus: BusService;
  /** Speaks as the operator of this machine, who is an admin. */
  admin: ApiClient;
  /** Signs in over HTTP. */
  signIn(username: string, password: string): Promise<ApiClient>;
  close(): Promise<void>;
}

export const ADMIN_PASSWORD = 'correct horse';
export const ENGINE_HOST = 'test-host';

export async function startTestMaster(options: TestMasterOptions): Promise<TestMaster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'decnet-master-'));
  const { database, engine = new FakeEngine(), bus = connectBus('memory:', () => undefined), mutator = true, leaseMs = 1_000, pollMs = 100, checkpoint, webRoot = null } = options;
  const config = loadConfig({ env: {}, cwd: dataDir, flags: { port: 0, adminPassword: ADMIN_PASSWORD, engineHost: ENGINE_HOST } });
  await ensureFirstAdmin(database, { password: ADMIN_PASSWORD });
  const jwtSecret = ensureJwtSecret(config);
  const modules = mutator ? [
    MutatorModule.forRoot({ engine, engineHost: ENGINE_HOST, leaseMs, pollMs, lookMs: 200, checkpoint }),
    CollectorModule.forRoot({ engine, engineHost: ENGINE_HOST, ingestLogFile: null, retentionDays: 30 }),
  ] : [];
  const logger = createLogger({ level: (process.env.DECNET_TEST_LOG as 'info') ?? 'silent', worker: 'test' });
  const api = await createApi({ config, database, bus, jwtSecret, modules, webRoot, logger });
  const url = await api.listen();
  return {
    api, url, engine, bus,
    admin: new ApiClient(url, signLocalToken(jwtSecret.reveal())),
    signIn: (username, password) => ApiClient.signIn(url, username, password),
    close: async () => {
      await api.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
