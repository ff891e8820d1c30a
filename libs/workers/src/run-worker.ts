import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BusModule, connectBus } from '@decnet/bus';
import { migrate, openDatabase, PersistenceModule } from '@decnet/persistence';
import { type Config, NestLogger, runProcess } from '@decnet/platform';

class WorkerProcess {}

/**
 * A process that serves nobody and does its work beside the API: database, bus, and the module that does the work.
 * @param until ends it when it resolves; else only a signal does
 */
export async function runWorker(worker: string, workOf: (config: Config) => DynamicModule, until?: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  await runProcess(worker, async (config, logger) => {
    const database = await openDatabase(config.dbUrl.reveal());
    await migrate(database);
    const bus = connectBus(config.busUrl, (message, error) => logger.warn(message, error));
    const module = { module: WorkerProcess, imports: [PersistenceModule.forRoot(database), BusModule.forRoot(bus), workOf(config)] };
    const app = await NestFactory.createApplicationContext(module, { logger: new NestLogger(logger), abortOnError: false });
    logger.info('at work', { engineHost: config.engineHost });
    const stop = async (): Promise<void> => {
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
