import type { QueryRunner } from 'typeorm';
import type { Executor, SqlRow, SqlValue } from '../sql/executor.js';
import type { FaultInjector } from '../sql/faults.js';
import { RunnerExecutor } from '../sql/runner-executor.js';
import type { SettleProbe, Tx } from './types.js';

/** The inside of a {@link Tx}. */
export class Transaction implements Tx, Executor {
  /** How the commit is settled when its answer is lost. */
  probe: SettleProbe | undefined;
  /** Whether this unit may hand out subnets: it holds the row that serialises that. */
  holdsSubnets = false;
  /** Ids of LANs that got a range in this unit. */
  readonly claimedLans = new Set<string>();
  private ended = false;
  private readonly sql: RunnerExecutor;

  constructor(runner: QueryRunner, private readonly faults: FaultInjector | undefined) {
    this.sql = new RunnerExecutor(runner);
  }

  /** @throws Error when the unit of work is over. */
  static of(tx: Tx): Transaction {
    if (!(tx instanceof Transaction)) throw new Error('not a unit of work of this library');
    if (tx.ended) throw new Error('this unit of work is over');
    return tx;
  }

  settleBy(probe: SettleProbe): void {
    this.probe ??= probe;
  }

  end(): void {
    this.ended = true;
  }

  async query<T = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Promise<T[]> {
    return this.sql.query<T>(sql, parameters);
  }

  async execute(sql: string, parameters?: readonly SqlValue[]): Promise<number> {
    if (!this.faults) return this.sql.execute(sql, parameters);
    await this.faults.before('statement', sql);
    const affected = await this.sql.execute(sql, parameters);
    await this.faults.after('statement', sql);
    return affected;
  }
}
