import { DomainError } from '@decnet/domain';
import type { SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { journal } from './journal.js';
import type { JournalEntry, LayoutBoxes, Position } from './types.js';

/** See MazeStore.layout. */
export async function writeLayout(sql: SqlSession, tx: Transaction, position: Position, boxes: LayoutBoxes, entry: JournalEntry): Promise<void> {
  await place(tx, 'lans', ['x', 'y', 'width', 'height'], position.id, boxes.lans);
  await place(tx, 'deckies', ['x', 'y'], position.id, boxes.deckies);
  await journal(sql, tx, position, [{ type: 'layout', payload: { lans: boxes.lans, deckies: boxes.deckies } }], entry);
}

/** One UPDATE for many rows: a round trip each would cost a big maze on MySQL its patience. */
async function place(
  tx: Transaction, table: 'lans' | 'deckies', columns: readonly string[], topologyId: string, boxes: Record<string, Record<string, number>>,
): Promise<void> {
  for (const some of chunks(Object.entries(boxes), 50)) {
    const values: SqlValue[] = [];
    const cases = columns.map((column) => {
      for (const [id, box] of some) values.push(id, box[column] ?? null);
      return `${column} = CASE id ${'WHEN ? THEN ? '.repeat(some.length)}ELSE ${column} END`;
    });
    const ids = some.map(([id]) => id);
    const affected = await tx.execute(
      `UPDATE ${table} SET ${cases.join(', ')} WHERE topology_id = ? AND id IN (${placeholders(ids.length)})`, [...values, topologyId, ...ids]);
    if (affected !== ids.length) throw new DomainError('NOT_FOUND', `the layout names ${table} that this maze does not have`);
  }
}
