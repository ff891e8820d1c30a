import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '@decnet/domain';
import type { DataSource, ObjectLiteral } from 'typeorm';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { Dialect } from './dialect.js';
import type { Executor, SqlValue } from './executor.js';
import { isConnectionLost } from './failures.js';
import { RunnerExecutor } from './runner-executor.js';
import { Table } from './table.js';

/** Marks code that runs inside a unit of work; `open` ends with it, whatever still runs in its context. */
export interface Scope { open: boolean }

/** How stores reach the database: inside the unit of work that they are handed, or on their own. */
export class SqlSession {
  readonly scope = new AsyncLocalStorage<Scope>();
  private readonly tables = new Map<string, unknown>();

  constructor(readonly dataSource: DataSource, readonly dialect: Dialect, readonly clock: () => string) {}

  table<T extends ObjectLiteral>(entity: new () => T): Table<T> {
    let table = this.tables.get(entity.name) as Table<T> | undefined;
    if (!table) {
      table = new Table<T>(this.dataSource.getMetadata(entity));
      this.tables.set(entity.name, table);
    }
    return table;
  }

  /** @throws Error when `tx` is missing inside a unit of work: on SQLite such a read would wait for itself. */
  executor(tx?: Tx): Executor {
    if (tx) return Transaction.of(tx);
    this.refuseInsideUnit('a read outside the unit of work that is running');
    return this.single;
  }

  /** Several reads of one state of the database; inside a unit of work, that unit's own. */
  async snapshot<T>(read: (sql: Executor) => Promise<T>, tx?: Tx): Promise<T> {
    if (tx) return read(Transaction.of(tx));
    this.refuseInsideUnit('a read outside the unit of work that is running');
    const runner = this.dataSource.createQueryRunner();
    try {
      await this.dialect.startSnapshot(runner);
      const result = await read(new RunnerExecutor(runner));
      await this.dialect.endSnapshot(runner);
      return result;
    } catch (error) {
      await this.dialect.abandon(runner, isConnectionLost(error));
      throw unavailableIfLost(error);
    } finally {
      await runner.release();
    }
  }

  refuseInsideUnit(what: string): void {
    if (this.scope.getStore()?.open) throw new Error(`${what}: hand its tx on`);
  }

  private readonly single: Executor = {
    query: <T>(sql: string, parameters?: readonly SqlValue[]) => this.alone((runner) => runner.query<T>(sql, parameters)),
    execute: (sql, parameters) => this.alone((runner) => runner.execute(sql, parameters)),
  };

  private async alone<T>(work: (executor: RunnerExecutor) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(new RunnerExecutor(runner));
    } catch (error) {
      if (isConnectionLost(error)) await this.dialect.abandon(runner, true);
      throw unavailableIfLost(error);
    } finally {
      await runner.release();
    }
  }
}

export function unavailableIfLost(error: unknown): unknown {
  return isConnectionLost(error) ? new DomainError('UNAVAILABLE', 'the database does not answer', {}, { cause: error }) : error;
}
