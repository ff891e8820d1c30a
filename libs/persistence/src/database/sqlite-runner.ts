import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryResult } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import { isContention } from '../sql/failures.js';
import { FifoLock } from '../sql/fifo-lock.js';

/** How long a writer waits for those of other processes before it gives up; as long as MySQL is told to wait for a row. */
const PATIENCE_MS = 5_000;

/** One at a time: on the connection, and in writing the file. */
export interface SqliteLocks {
  connection: FifoLock;
  /** Shared by all connections of this process to the same file: one that waited in SQLite would stop the loop that the other needs to finish. */
  writer: FifoLock;
}

/**
 * TypeORM gives everybody one runner of the one SQLite connection, so that concurrent transactions share a depth counter, begin inside
 * each other and swallow foreign writes with their rollback. Here each has a runner of its own, and the connection's lock is held for the length
 * of a transaction, or of a query that stands alone.
 */
export class GuardedSqliteRunner extends BetterSqlite3QueryRunner {
  private readonly held = new Set<FifoLock>();
  private begin = 'BEGIN IMMEDIATE';

  constructor(driver: BetterSqlite3Driver, private readonly locks: SqliteLocks, statements: Map<string, unknown>) {
    super(driver);
    Object.assign(this, { stmtCache: statements });
  }

  /** Begins at once as a writer: a reader that turns writer later fails with SQLITE_BUSY_SNAPSHOT when another process wrote in between. */
  override async startTransaction(): Promise<void> {
    await this.hold(this.locks.writer);
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.tryToBegin(Date.now() < deadline))) await pause(1 + Math.random() * 9);
  }

  /** Begins a transaction that sees one state of the database and keeps no writer out. */
  async startSnapshot(): Promise<void> {
    this.begin = 'BEGIN DEFERRED';
    await this.tryToBegin(false);
  }

  /** Waits for other processes outside of SQLite, whose own wait would block this whole process, and without keeping readers from the connection. */
  private async tryToBegin(patient: boolean): Promise<boolean> {
    await this.hold(this.locks.connection);
    try {
      await super.startTransaction();
      return true;
    } catch (error) {
      this.isTransactionActive = false;
      if (patient && isContention(error)) this.letGo(this.locks.connection);
      else this.letGoOfAll();
      if (!patient || !isContention(error)) throw error;
      return false;
    }
  }

  override async commitTransaction(): Promise<void> {
    try {
      await super.commitTransaction();
    } finally {
      if (!this.isTransactionActive) this.letGoOfAll();
    }
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } finally {
      if (!this.isTransactionActive) this.letGoOfAll();
    }
  }

  override query(sql: string, parameters?: unknown[], useStructuredResult?: false): Promise<unknown>;
  override query(sql: string, parameters: unknown[] | undefined, useStructuredResult: true): Promise<QueryResult>;
  override async query(sql: string, parameters?: unknown[], useStructuredResult = false): Promise<unknown> {
    const statement = sql === 'BEGIN TRANSACTION' ? this.begin : sql;
    if (this.held.has(this.locks.connection)) return super.query(statement, parameters, useStructuredResult);
    const turn = this.locks.connection.acquire();
    if (turn) await turn;
    try {
      return await super.query(statement, parameters, useStructuredResult);
    } finally {
      this.locks.connection.release();
    }
  }

  override async release(): Promise<void> {
    if (this.held.size > 0) {
      await this.rollbackTransaction().catch(() => undefined);
      this.letGoOfAll();
    }
    return super.release();
  }

  private async hold(lock: FifoLock): Promise<void> {
    if (this.held.has(lock)) return;
    const turn = lock.acquire();
    if (turn) await turn;
    this.held.add(lock);
  }

  private letGo(lock: FifoLock): void {
    if (this.held.delete(lock)) lock.release();
  }

  private letGoOfAll(): void {
    for (const lock of this.held) this.letGo(lock);
  }
}

const writers = new Map<string, FifoLock>();

function writerLockOf(path: string): FifoLock {
  if (path === ':memory:') return new FifoLock();
  const file = resolve(path);
  const lock = writers.get(file) ?? new FifoLock();
  writers.set(file, lock);
  return lock;
}

/** Makes the data source hand out guarded runners; to be called before it is initialised. */
export function guardSqlite(dataSource: DataSource): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  const locks: SqliteLocks = { connection: new FifoLock(), writer: writerLockOf(driver.options.database) };
  const statements = new Map<string, unknown>();
  driver.createQueryRunner = () => new GuardedSqliteRunner(driver, locks, statements);
  // SQLite takes any type name (this one has text affinity); TypeORM refuses those that it does not know.
  driver.supportedDataTypes.push('longtext');
}
