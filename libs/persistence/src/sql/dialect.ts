import type { QueryRunner } from 'typeorm';
import type { GuardedSqliteRunner } from '../database/sqlite-runner.js';
import type { DatabaseKind } from '../database/url.js';

/** What the two databases say differently. Times are RFC 3339 text with milliseconds, by the database's own clock. */
export interface Dialect {
  kind: DatabaseKind;
  now: string;
  nowPlus(ms: number): string;
  /** Tail of an INSERT: when a row with these keys is there, set these columns instead. */
  onConflict(keys: readonly string[], assignments: readonly string[]): string;
  /** Within an assignment: the value that the INSERT brought. */
  incoming(column: string): string;
  /** Aggregate that makes one JSON array, in no order, of the values of all rows. */
  jsonArrayOf(value: string): string;
  /** Begins a transaction that reads one state of the database and keeps no writer waiting. */
  startSnapshot(runner: QueryRunner): Promise<void>;
  endSnapshot(runner: QueryRunner): Promise<void>;
  /** Ends whatever transaction is under way without a result. `lost`: the connection is not to be waited for, nor used again. */
  abandon(runner: QueryRunner, lost: boolean): Promise<void>;
}

const SQLITE: Dialect = {
  kind: 'sqlite',
  now: `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
  nowPlus: (ms) => `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${(Math.trunc(ms) / 1000).toFixed(3)} seconds')`,
  onConflict: (keys, assignments) => ` ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${assignments.join(', ')}`,
  incoming: (column) => `excluded.${column}`,
  jsonArrayOf: (value) => `json_group_array(${value})`,
  startSnapshot: (runner) => (runner as unknown as GuardedSqliteRunner).startSnapshot(),
  endSnapshot: (runner) => runner.commitTransaction(),
  async abandon(runner) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
  },
};

function mysqlTime(expression: string): string {
  return `CONCAT(LEFT(DATE_FORMAT(${expression}, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')`;
}

const MYSQL: Dialect = {
  kind: 'mysql',
  now: mysqlTime('UTC_TIMESTAMP(3)'),
  nowPlus: (ms) => mysqlTime(`UTC_TIMESTAMP(3) + INTERVAL ${Math.trunc(ms) * 1000} MICROSECOND`),
  onConflict: (_keys, assignments) => ` ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`,
  incoming: (column) => `VALUES(${column})`,
  jsonArrayOf: (value) => `JSON_ARRAYAGG(${value})`,
  async startSnapshot(runner) {
    await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  },
  async endSnapshot(runner) {
    await runner.query('COMMIT');
  },
  async abandon(runner, lost) {
    // A pooled connection goes back without an open transaction, or not at all.
    if (!lost) await runner.query('ROLLBACK').catch(() => destroy(runner));
    else await destroy(runner);
  },
};

async function destroy(runner: QueryRunner): Promise<void> {
  const connection = await runner.connect().catch(() => null) as { destroy(): void } | null;
  connection?.destroy();
}

export function dialectOf(kind: DatabaseKind): Dialect {
  return kind === 'sqlite' ? SQLITE : MYSQL;
}
