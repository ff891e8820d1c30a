import type { DataSource, QueryResult } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { FifoLock } from '../sql/fifo-lock.js';

/**
 * TypeORM gives everybody one runner of the one SQLite connection, so that concurrent transactions share a depth counter, begin inside
 * each other and swallow foreign writes with their rollback. Here each has a runner of its own, and the connection's lock is held for the length
 * of a transaction, or of a query that stands alone.
 */
export class GuardedSqliteRunner extends BetterSqlite3QueryRunner {
  private holding = false;
  private begin = 'BEGIN IMMEDIATE';

  constructor(driver: BetterSqlite3Driver, private readonly lock: FifoLock, statements: Map<string, unknown>) {
    super(driver);
    Object.assign(this, { stmtCache: statements });
  }

  /** Begins at once as a writer: a reader that turns writer later fails with SQLITE_BUSY_SNAPSHOT when another process wrote in between. */
  override async startTransaction(): Promise<void> {
    if (!this.holding) await this.hold();
    try {
      await super.startTransaction();
    } catch (error) {
      if (this.transactionDepth === 0) this.letGo();
      throw error;
    }
  }

  /** Begins a transaction that sees one state of the database and keeps no writer out. */
  async startSnapshot(): Promise<void> {
    this.begin = 'BEGIN DEFERRED';
    await this.startTransaction();
  }

  override async commitTransaction(): Promise<void> {
    try {
      await super.commitTransaction();
    } finally {
      if (!this.isTransactionActive) this.letGo();
    }
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } finally {
      if (!this.isTransactionActive) this.letGo();
    }
  }

  override query(sql: string, parameters?: unknown[], useStructuredResult?: false): Promise<unknown>;
  override query(sql: string, parameters: unknown[] | undefined, useStructuredResult: true): Promise<QueryResult>;
  override async query(sql: string, parameters?: unknown[], useStructuredResult = false): Promise<unknown> {
    const statement = sql === 'BEGIN TRANSACTION' ? this.begin : sql;
    if (this.holding) return super.query(statement, parameters, useStructuredResult);
    const turn = this.lock.acquire();
    if (turn) await turn;
    try {
      return await super.query(statement, parameters, useStructuredResult);
    } finally {
      this.lock.release();
    }
  }

  override async release(): Promise<void> {
    if (this.holding) {
      await this.rollbackTransaction().catch(() => undefined);
      this.letGo();
    }
    return super.release();
  }

  private async hold(): Promise<void> {
    const turn = this.lock.acquire();
    if (turn) await turn;
    this.holding = true;
  }

  private letGo(): void {
    if (!this.holding) return;
    this.holding = false;
    this.lock.release();
  }
}

/** Makes the data source hand out guarded runners; to be called before it is initialised. */
export function guardSqlite(dataSource: DataSource): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  const lock = new FifoLock();
  const statements = new Map<string, unknown>();
  driver.createQueryRunner = () => new GuardedSqliteRunner(driver, lock, statements);
  // SQLite takes any type name (this one has text affinity); TypeORM refuses those that it does not know.
  driver.supportedDataTypes.push('longtext');
}
