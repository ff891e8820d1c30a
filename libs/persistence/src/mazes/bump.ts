import { DomainError, type TopologyStatus } from '@decnet/domain';
import type { SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { placeholders } from '../sql/table.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { StaleModel, type BumpBy, type Guard, type Position } from './types.js';

interface CounterRow { version: number; event_seq: number; status: TopologyStatus; lease_epoch: number }

const COUNTERS = 'SELECT version, event_seq, status, lease_epoch FROM topologies WHERE id = ?';

/** A lease that has run out fences off its holder by itself: it may have slept, and need not be told by a successor. */
const holdsLease = ({ dialect }: SqlSession): string => `lease_epoch = ? AND lease_expires_at >= ${dialect.now}`;

/** See MazeStore.bump. */
export async function bump(sql: SqlSession, tx: Transaction, id: string, guard: Guard, by: BumpBy): Promise<Position> {
  const rows = by.rows ?? 1;
  await guardedUpdate(sql, tx, id, `version = version + ${by.version}, event_seq = event_seq + ?`, [rows], guard);
  const [row] = await tx.query<CounterRow>(COUNTERS, [id]);
  if (!row) throw notFound(id);
  return { id, status: row.status, version: row.version, firstSeq: row.event_seq - rows + 1, eventSeq: row.event_seq };
}

/** Takes journal rows behind those that the position has. @returns the position of the further rows alone */
export async function extend(tx: Transaction, position: Position, rows: number): Promise<Position> {
  await tx.execute('UPDATE topologies SET event_seq = event_seq + ? WHERE id = ?', [rows, position.id]);
  return { ...position, firstSeq: position.eventSeq + 1, eventSeq: position.eventSeq + rows };
}

/** UPDATEs the maze's row when the guard holds, and says why when it does not. */
export async function guardedUpdate(
  sql: SqlSession, tx: Transaction, id: string, assignments: string, values: readonly SqlValue[], guard: Guard,
): Promise<void> {
  const { where, parameters } = conditions(sql, guard);
  const affected = await tx.execute(`UPDATE topologies SET ${assignments} WHERE id = ?${where}`, [...values, id, ...parameters]);
  if (affected !== 1) await refuse(sql, tx, id, guard);
}

function conditions(sql: SqlSession, guard: Guard): { where: string; parameters: SqlValue[] } {
  const parameters: SqlValue[] = [];
  let where = '';
  const demand = (condition: string, ...values: SqlValue[]): void => {
    where += ` AND ${condition}`;
    parameters.push(...values);
  };
  if (guard.version !== undefined) demand('version = ?', guard.version);
  if (guard.eventSeq !== undefined) demand('event_seq = ?', guard.eventSeq);
  if (guard.leaseEpoch !== undefined) demand(holdsLease(sql), guard.leaseEpoch);
  if (guard.statuses) demand(`status IN (${placeholders(guard.statuses.length)})`, ...guard.statuses);
  return { where, parameters };
}

/** The row as it is now tells which part of the guard failed: the fence first, for a late owner must not be told anything else. */
async function refuse(sql: SqlSession, tx: Transaction, id: string, guard: Guard): Promise<never> {
  const [row] = await tx.query<CounterRow>(COUNTERS, [id]);
  if (!row) throw notFound(id);
  if (guard.leaseEpoch !== undefined && (await tx.query(`SELECT id FROM topologies WHERE id = ? AND ${holdsLease(sql)}`, [id, guard.leaseEpoch])).length === 0) {
    throw new DomainError('STALE_EPOCH', 'this owner no longer holds the maze', { current: row.lease_epoch, expected: guard.leaseEpoch });
  }
  if (guard.statuses && !guard.statuses.includes(row.status)) {
    throw new DomainError('NOT_EDITABLE', `not possible while the maze is ${row.status}`, { topologyStatus: row.status });
  }
  if (guard.version !== undefined && row.version !== guard.version) {
    throw new DomainError('VERSION_CONFLICT', `the maze is at version ${row.version}`, { current: row.version, expected: guard.version });
  }
  throw new StaleModel(id, row.event_seq, guard.eventSeq ?? row.event_seq);
}

export function notFound(id: string): DomainError {
  return new DomainError('NOT_FOUND', `there is no maze ${id}`);
}
