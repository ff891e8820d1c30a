import { mkdirSync } from 'node:fs';
import { type Config, ConfigError, configWarnings, loadConfig } from '../config/index.js';
import { createLogger, type Logger } from '../logger/index.js';

const MISUSE = 2;
/** Whatever takes longer is cut short: what matters is in the database. */
const STOP_WITHIN_MS = 15_000;

/** Brings a worker up. @returns how to stop it in an orderly way */
export type Start = (config: Config, logger: Logger) => Promise<() => Promise<void>>;

/**
 * The life of a process of its own: settings from the environment and decnet.ini, a logger, a data folder, and an orderly
 * end at SIGTERM and SIGINT. Ends with 2 for wrong settings and 1 when it cannot start or stop.
 */
export async function runProcess(worker: string, start: Start): Promise<void> {
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel, worker });
  for (const warning of configWarnings(config)) logger.warn(warning);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    endOnSignal(logger, await start(config, logger));
  } catch (error) {
    logger.fatal(`the ${worker} could not start`, error);
    process.exit(1);
  }
}

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(MISUSE);
  }
}

function endOnSignal(logger: Logger, stop: () => Promise<void>): void {
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
}
