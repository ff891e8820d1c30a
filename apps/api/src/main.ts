import { mkdirSync } from 'node:fs';
import { connectBus } from '@decnet/bus';
import { ensureFirstAdmin } from '@decnet/identity';
import { migrate, openDatabase } from '@decnet/persistence';
import { ConfigError, configWarnings, createLogger, ensureJwtSecret, loadConfig, type Config, type Logger } from '@decnet/platform';
import { createApi } from './create-api.js';
import { firstAdminNotice } from './first-admin-notice.js';

const MISUSE = 2;
const STOP_WITHIN_MS = 15_000;

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(MISUSE);
  }
}

async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  for (const warning of configWarnings(config)) logger.warn(warning);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const jwtSecret = ensureJwtSecret(config);
  const database = await openDatabase(config.dbUrl.reveal());
  await migrate(database);
  const password = config.adminPassword?.reveal();
  const firstAdmin = await ensureFirstAdmin(database, password === undefined ? {} : { password });
  if (firstAdmin) process.stdout.write(firstAdminNotice(firstAdmin));
  const bus = connectBus(config.busUrl, (message, error) => logger.warn(message, error));
  const api = await createApi({ config, logger, database, bus, jwtSecret });
  logger.info('listening', { url: await api.listen() });
  return async () => {
    await api.close();
    await bus.close();
    await database.close();
  };
}

const config = readConfig();
const logger = createLogger({ level: config.logLevel, worker: 'api' });
const stop = await start(config, logger).catch((error: unknown) => {
  logger.fatal('the API could not start', error);
  process.exit(1);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.info('stopping', { signal });
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(() => process.exit(0), (error: unknown) => {
      logger.fatal('stopping failed', error);
      process.exit(1);
    });
  });
}
