import { types } from 'node:util';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { LogLevel } from '../config/index.js';
import { requestContext } from './request-context.js';

const SECRET_KEYS = ['authorization', 'password', 'oldPassword', 'newPassword', 'secret', 'jwtSecret', 'token', 'accessToken', 'cookie'];
/** Levels below the record at which a secret's name is still recognised. */
const REDACTED_DEPTH = 3;

/** Structured logs: one JSON line per record, with the id of the request it belongs to. */
export class Logger {
  constructor(private readonly sink: Pino) {}

  /** @param details an error, or an object whose fields join the record */
  debug(message: string, details?: unknown): void {
    this.write('debug', message, details);
  }

  info(message: string, details?: unknown): void {
    this.write('info', message, details);
  }

  warn(message: string, details?: unknown): void {
    this.write('warn', message, details);
  }

  error(message: string, details?: unknown): void {
    this.write('error', message, details);
  }

  fatal(message: string, details?: unknown): void {
    this.write('fatal', message, details);
  }

  /** A logger that adds these fields to each of its records. */
  child(fields: Readonly<Record<string, unknown>>): Logger {
    return new Logger(this.sink.child(fields));
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: string, details: unknown): void {
    this.sink[level](asFields(details), message);
  }
}

function asFields(details: unknown): object {
  if (details === undefined) return {};
  // Errors of Node's core are no instances of this realm's Error under test, hence not `instanceof`.
  if (types.isNativeError(details) || details instanceof Error) return { err: details };
  return typeof details === 'object' && details !== null ? details : { details };
}

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

/** The logger of a process. What looks like a secret by its name is masked. */
export function createLogger({ level, worker, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { worker, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths(), censor: '[secret]' },
    mixin: () => ({ ...requestContext.getStore() }),
  };
  return new Logger(destination ? pino(options, destination) : pino(options));
}
