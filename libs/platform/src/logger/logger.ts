import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/index.js';
import { requestContext } from './request-context.js';

const SECRET_KEYS = ['authorization', 'password', 'oldPassword', 'newPassword', 'secret', 'jwtSecret', 'token', 'accessToken', 'cookie'];
/** Levels below the record at which a secret's name is still recognised. */
const REDACTED_DEPTH = 3;

function redactedPaths(): string[] {
  const prefixes = Array.from({ length: REDACTED_DEPTH + 1 }, (_, depth) => '*.'.repeat(depth));
  return prefixes.flatMap((prefix) => SECRET_KEYS.map((key) => `${prefix}${key}`));
}

export interface LoggerOptions {
  level: LogLevel;
  /** Which process speaks: api, mutator … */
  worker: string;
  /** Standard output unless a test listens. */
  destination?: DestinationStream;
}

/** One JSON line per record with the id of the request it belongs to. */
export function createLogger({ level, worker, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { worker, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths(), censor: '[secret]' },
    mixin: () => {
      const context = requestContext.getStore();
      return context ? { requestId: context.requestId, ...(context.actor && { actor: context.actor }) } : {};
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

export type { Logger };
