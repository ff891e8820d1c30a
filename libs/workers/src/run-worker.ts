import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BusModule, connectBus, WorkerAnnouncer } from '@decnet/bus';
import { migrate, openDatabase, PersistenceModule } from '@decnet/persistence';
import { type Config, NestLogger, runProcess } from '@decnet/platform';

export interface Worker {
  /** What it does: mutator, collector … */
  name: string;
  /** The module that does the work, on a database and a bus. */
  work(config: Config): DynamicModule;
  /** When something last worked; null until then. */
  lastWorkAt(app: INestApplicationContext): Date | null;
  /** Ends the process when it resolves; without it, only a signal does. */
  until?(app: INestApplicationContext): Promise<void>;
}

class WorkerProcess {}

/** A process that serves nobody and does its work beside the API. */
export async function runWorker({ name, work, lastWorkAt, until }: Worker): Promise<void> {
  await runProcess(name, async (config, logger) => {
    const database = await openDatabase(config.dbUrl.reveal());
    await migrate(database);
    const bus = connectBus(config.busUrl, (message, error) => logger.warn(message, error));
    const module = { module: WorkerProcess, imports: [PersistenceModule.forRoot(database), BusModule.forRoot(bus), work(config)] };
    const app = await NestFactory.createApplicationContext(module, { logger: new NestLogger(logger), abortOnError: false });
    const announcer = new WorkerAnnouncer(bus, { worker: name, lastWorkAt: () => lastWorkAt(app) });
    logger.info('at work', { engineHost: config.engineHost });
    const stop = async (): Promise<void> => {
      announcer.stop();
      await app.close();
      await bus.close();
      await database.close();
    };
    if (!until) return stop;
    await until(app);
    await stop();
    process.exit(0);
  });
}
