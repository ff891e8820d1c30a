import { createLogger, type Config, type Logger } from '@decnet/platform';
import { destination } from 'pino';

/** Structured lines on standard error; standard output is for what people are told once. */
export function masterLogger({ logLevel }: Config): Logger {
  return createLogger({ level: logLevel, worker: 'master', destination: destination({ fd: 2, sync: true }) });
}
