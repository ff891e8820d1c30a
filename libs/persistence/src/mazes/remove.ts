import { lockRow } from '../sql/lock-row.js';
import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';

/** See MazeStore.remove. Parts go by foreign key; captured events have none, and are kept from coming in meanwhile by their counter row. */
export async function removeMaze(sql: SqlSession, tx: Transaction, id: string): Promise<void> {
  await lockRow(tx, 'captured_events', 0);
  await tx.execute('DELETE FROM captured_events WHERE topology_id = ?', [id]);
  await tx.execute('DELETE FROM decky_event_counts WHERE topology_id = ?', [id]);
  await tx.execute('DELETE FROM topologies WHERE id = ?', [id]);
  tx.settleBy(async () => (await sql.executor().query('SELECT id FROM topologies WHERE id = ?', [id])).length === 0);
}
