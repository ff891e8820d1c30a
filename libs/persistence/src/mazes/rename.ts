import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { nameTakenOr } from './create.js';
import { journal } from './journal.js';
import type { JournalEntry, Position } from './types.js';

/** See MazeStore.rename. */
export async function rename(sql: SqlSession, tx: Transaction, position: Position, name: string, entry: JournalEntry): Promise<void> {
  const [row] = await tx.query<{ name: string }>('SELECT name FROM topologies WHERE id = ?', [position.id]);
  try {
    await tx.execute('UPDATE topologies SET name = ? WHERE id = ?', [name, position.id]);
  } catch (error) {
    throw nameTakenOr(error, name);
  }
  await journal(sql, tx, position, [{ type: 'topology.renamed', payload: { from: row?.name, to: name } }], entry);
}
