import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { bump } from './bump.js';
import { nameTakenOr } from './create.js';
import { journal } from './journal.js';
import type { Guard, JournalEntry, Position } from './types.js';

/** See MazeStore.rename. */
export async function rename(
  sql: SqlSession, tx: Transaction, id: string, name: string, guard: Guard, entry: JournalEntry,
): Promise<Position> {
  const position = await bump(sql, tx, id, guard, { version: 1 });
  const [row] = await tx.query<{ name: string }>('SELECT name FROM topologies WHERE id = ?', [id]);
  try {
    await tx.execute('UPDATE topologies SET name = ? WHERE id = ?', [name, id]);
  } catch (error) {
    throw nameTakenOr(error, name);
  }
  await journal(sql, tx, position, [{ type: 'topology.renamed', payload: { from: row?.name, to: name } }], entry);
  return position;
}
