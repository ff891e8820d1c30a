import type { Logger } from 'typeorm';

/** TypeORM prints slow statements with their parameters, which may be secrets. Failures reach their callers; nothing is printed here. */
export class QuietLogger implements Logger {
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
