import type { DeckyObservation } from '@decnet/domain';
import { DeckyObservationEntity } from '../entities/decky-observation.entity.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { guardedUpdate } from './bump.js';
import type { Guard } from './types.js';

const COLUMNS = ['state', 'last_error', 'endpoints'] as const;

/** See MazeStore.writeObservations. */
export async function writeObservations(
  sql: SqlSession, tx: Transaction, id: string, states: Record<string, DeckyObservation>, guard: Guard,
): Promise<{ observedSeq: number }> {
  await guardedUpdate(sql, tx, id, 'observed_seq = observed_seq + 1', [], guard);
  // The same states written twice are the same states.
  tx.settleBy(() => Promise.resolve(false));
  const known = await knownDeckies(tx, id, Object.keys(states));
  const rows = known.map((deckyId): DeckyObservationEntity => ({ topologyId: id, deckyId, ...states[deckyId]! }));
  const assignments = COLUMNS.map((column) => `${column} = ${sql.dialect.incoming(column)}`);
  await sql.table(DeckyObservationEntity).insert(tx, rows, sql.dialect.onConflict(['topology_id', 'decky_id'], assignments));
  const [row] = await tx.query<{ observed_seq: number }>('SELECT observed_seq FROM topologies WHERE id = ?', [id]);
  return { observedSeq: row!.observed_seq };
}

/** A decky may have been removed while it was looked at. */
async function knownDeckies(tx: Transaction, topologyId: string, ids: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (const some of chunks(ids, 500)) {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM deckies WHERE topology_id = ? AND id IN (${placeholders(some.length)})`, [topologyId, ...some]);
    known.push(...rows.map((row) => row.id));
  }
  return known;
}
