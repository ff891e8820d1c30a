import { assertMove, type TopologyStatus } from '@decnet/domain';
import { TopologyEntity } from '../entities/topology.entity.js';
import type { SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { bump } from './bump.js';
import { journal } from './journal.js';
import type { MoveOptions, Position } from './types.js';

/** See MazeStore.move. The counter's UPDATE locks the row, so that the status read with it cannot change before it is set. */
export async function move(sql: SqlSession, tx: Transaction, id: string, to: TopologyStatus, options: MoveOptions): Promise<Position> {
  const position = await bump(sql, tx, id, options.guard ?? {}, { version: 0 });
  const from = position.status;
  assertMove(from, to);
  const moved = { ...position, status: to };
  const table = sql.table(TopologyEntity);
  const set: Partial<TopologyEntity> = { status: to, statusReason: options.reason, statusChangedAt: sql.clock(), ...options.set };
  const properties = (Object.keys(set) as (keyof TopologyEntity)[]).filter((property) => set[property] !== undefined);
  const values: SqlValue[] = properties.map((property) => table.encode(property, set[property]));
  const assignments = properties.map((property) => `${table.columnOf(property)} = ?`);
  await tx.execute(`UPDATE ${table.name} SET ${assignments.join(', ')} WHERE id = ?`, [...values, id]);
  await journal(sql, tx, moved, [{ type: 'status', payload: { from, to, reason: options.reason } }], options);
  return moved;
}
