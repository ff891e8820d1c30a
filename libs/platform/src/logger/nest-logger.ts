import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

type Level = 'info' | 'error' | 'warn' | 'debug' | 'fatal';

/** Nest's own words in our log. Nest calls `log(message, ...rest, context)`, where the last string names the class that speaks. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // What Nest says of every module and route at start is of use to nobody who runs it.
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: unknown[]): void {
    const context = rest.findLast((part) => typeof part === 'string');
    const details = rest.filter((part) => part !== context && part !== undefined);
    const fields = { context, ...(details.length > 0 && { details }) };
    if (typeof message === 'object' && message !== null) this.logger[level]('Nest reports', { ...fields, err: message });
    else this.logger[level](String(message), fields);
  }
}
