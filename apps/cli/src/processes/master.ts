import { mkdirSync } from 'node:fs';
import { connectBus } from '@decnet/bus';
import { CollectorModule, CollectorRunner } from '@decnet/capture';
import type { Engine } from '@decnet/engine';
import { ensureFirstAdmin, type FirstAdmin } from '@decnet/identity';
import { MutatorModule, MutatorRunner } from '@decnet/mutator';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { configWarnings, ensureJwtSecret, HealthRegistry, type Config, type Logger, type Secret } from '@decnet/platform';
import { WorkerAnnouncements } from '@decnet/workers';
import { createApi, type Api } from '../../../api/src/create-api.js';
import { Misuse, Refused } from '../exit.js';
import { EngineChild } from './engine-child.js';
import { ownerName } from './owner-name.js';

export interface Master {
  /** Address of the page, without a slash at the end. */
  url: string;
  engine: Engine;
  jwtSecret: Secret;
  /** Only at the start that made it. */
  firstAdmin: FirstAdmin | null;
  /** Ends streams, answers what is under way, ends the decoys. */
  stop(): Promise<void>;
}

export interface MasterOptions {
  config: Config;
  logger: Logger;
  /** For the first admin, where there is none yet. */
  adminPassword: string | undefined;
}

/** Ends what was begun, the latest first. */
class Ending {
  private readonly steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.steps.unshift(step);
  }

  async run(): Promise<void> {
    for (const step of this.steps.splice(0)) await step();
  }
}

/** All of a master in this process, and the engine host as its child. @throws CommandError when something stands in the way */
export async function startMaster(options: MasterOptions): Promise<Master> {
  const ending = new Ending();
  try {
    return await assemble(options, ending);
  } catch (error) {
    await ending.run();
    throw error;
  }
}

async function assemble({ config, logger, adminPassword }: MasterOptions, ending: Ending): Promise<Master> {
  if (config.engine === 'docker') throw new Misuse('DECNET_ENGINE docker: decoys run embedded in this version');
  for (const warning of configWarnings(config)) logger.warn(warning);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const jwtSecret = ensureJwtSecret(config);

  const engine = new EngineChild(config, logger);
  ending.add(() => engine.stop());
  const [database] = await Promise.all([openTables(config, ending), engine.start()]);
  const firstAdmin = await ensureFirstAdmin(database, adminPassword === undefined ? {} : { password: adminPassword });

  const bus = connectBus(config.busUrl, (message, error) => logger.warn(message, error));
  ending.add(() => bus.close());
  const api = await createApi({ config, logger, database, bus, jwtSecret, modules: workers(config, engine.client) });
  ending.add(() => api.close());
  watchEngine(api, engine);
  announceWorkers(api);
  return { url: await listen(api, config), engine: engine.client, jwtSecret, firstAdmin, stop: () => ending.run() };
}

async function openTables({ dbUrl }: Config, ending: Ending): Promise<Database> {
  const database = await openDatabase(dbUrl.reveal());
  ending.add(() => database.close());
  await migrate(database);
  return database;
}

function workers({ dataDir, engineHost, leaseMs, ingestLogFile, eventRetentionDays }: Config, engine: Engine) {
  return [
    MutatorModule.forRoot({ engine, engineHost, leaseMs, owner: ownerName(dataDir) }),
    CollectorModule.forRoot({ engine, engineHost, ingestLogFile: ingestLogFile ?? null, retentionDays: eventRetentionDays }),
  ];
}

function watchEngine({ app }: Api, engine: EngineChild): void {
  app.get(HealthRegistry).register('engine', async () => {
    await engine.client.observe('health');
    return { ok: true };
  });
  const { driftWatch } = app.get(MutatorRunner, { strict: false });
  engine.onUp(() => void driftWatch.look());
}

function announceWorkers({ app }: Api): void {
  const workers = app.get(WorkerAnnouncements);
  const { reconciler } = app.get(MutatorRunner, { strict: false });
  const { collector } = app.get(CollectorRunner, { strict: false });
  workers.announce('mutator', () => reconciler.lastWorkedAt);
  workers.announce('collector', () => collector.lastWorkedAt);
}

async function listen(api: Api, { host, port }: Config): Promise<string> {
  try {
    return await api.listen();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Refused(`port ${port} of ${host} is taken: choose another with --port`);
  }
}
