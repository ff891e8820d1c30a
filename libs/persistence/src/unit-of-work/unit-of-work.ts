import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@decnet/domain';
import type { QueryRunner } from 'typeorm';
import { isConnectionLost, isContention } from '../sql/failures.js';
import type { FaultInjector } from '../sql/faults.js';
import { unavailableIfLost, type Scope, type SqlSession } from '../sql/session.js';
import { Transaction } from './transaction.js';
import type { RunOptions, SettleProbe, Tx } from './types.js';

const REPEATS = 5;
const FIRST_PAUSE_MS = 10;

/** Runs transactions, and repeats those that were merely unlucky. */
export class UnitOfWork {
  constructor(private readonly sql: SqlSession, private readonly faults?: FaultInjector) {}

  /**
   * One transaction: what `work` does becomes durable when this resolves, and nothing of it remains when it rejects. Deadlock, lock time-out,
   * a busy SQLite and a lost connection repeat the whole of `work`, at most five times with jitter, so it must have no effect but through `tx`.
   * A COMMIT without an answer is settled by a look at what it should have written. Nothing slow belongs in it: on SQLite everybody else waits.
   * @throws Error inside another unit of work
   * @throws DomainError UNAVAILABLE when the database does not answer, stays contended, or the outcome cannot be found out
   */
  async run<T>(work: (tx: Tx) => Promise<T>, options: RunOptions = {}): Promise<T> {
    this.sql.refuseInsideUnit('a unit of work inside a unit of work');
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once(work, options);
      } catch (error) {
        if (!isContention(error) && !isConnectionLost(error)) throw error;
        if (attempt === REPEATS) throw new DomainError('UNAVAILABLE', 'the database is too busy or does not answer', {}, { cause: error });
      }
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }

  /** Within `tx` when there is one, else in a unit of work of its own; such work must bear being repeated unless it says how it is settled. */
  async join<T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
    return tx ? work(tx) : this.run(work);
  }

  private async once<T>(work: (tx: Tx) => Promise<T>, options: RunOptions): Promise<T> {
    const runner = this.sql.dataSource.createQueryRunner();
    const tx = new Transaction(runner, this.faults);
    const scope: Scope = { open: true };
    try {
      await this.begin(runner);
      const result = await this.sql.scope.run(scope, () => work(tx));
      tx.end();
      scope.open = false;
      await this.commit(runner, tx, options);
      return result;
    } catch (error) {
      await this.sql.dialect.abandon(runner, isConnectionLost(error));
      throw error;
    } finally {
      tx.end();
      scope.open = false;
      await runner.release();
    }
  }

  private async begin(runner: QueryRunner): Promise<void> {
    await this.faults?.before('begin');
    await runner.startTransaction();
    await this.faults?.after('begin');
  }

  private async commit(runner: QueryRunner, tx: Transaction, options: RunOptions): Promise<void> {
    try {
      await this.faults?.before('commit');
      await runner.commitTransaction();
      await this.faults?.after('commit');
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      // SQLite's one connection must be free before anybody looks.
      await this.sql.dialect.abandon(runner, true);
      if (!(await this.settle(tx.probe ?? options.settle ?? this.probeFor(options.requestId), error))) throw error;
    }
  }

  private probeFor(requestId: string | undefined): SettleProbe | undefined {
    if (requestId === undefined) return undefined;
    return async () => (await this.sql.executor().query('SELECT seq FROM topology_events WHERE request_id = ? LIMIT 1', [requestId])).length > 0;
  }

  /** True: it was applied. False: it was not, and may be repeated. */
  private async settle(probe: SettleProbe | undefined, cause: unknown): Promise<boolean> {
    if (!probe) throw new DomainError('UNAVAILABLE', 'the database broke off during the commit; its outcome is unknown', {}, { cause });
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await probe();
      } catch (error) {
        if (attempt === REPEATS) throw unavailableIfLost(error);
      }
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}
