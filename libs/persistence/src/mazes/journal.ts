import { randomUUID } from 'node:crypto';
import type { JournalType } from '@decnet/contract';
import type { Change } from '@decnet/domain';
import { TopologyEventEntity } from '../entities/topology-event.entity.js';
import { isUniqueViolation } from '../sql/failures.js';
import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { RequestRepeated, type JournalEntry, type Position } from './types.js';

export interface JournalItem { type: JournalType; payload: Record<string, unknown> }

/** One item per seq from `position.firstSeq` on. What belongs to the transaction (request, inverse, answer) stands on the first row. */
export async function journal(
  sql: SqlSession, tx: Transaction, position: Position, items: readonly JournalItem[], entry: JournalEntry,
): Promise<void> {
  const at = sql.clock();
  const requestId = entry.requestId ?? randomUUID();
  const answer = typeof entry.answer === 'function' ? entry.answer(position) : (entry.answer ?? null);
  const rows = items.map((item, index): TopologyEventEntity => ({
    topologyId: position.id,
    seq: position.firstSeq + index,
    version: position.version,
    type: item.type,
    payload: item.payload,
    inverse: index === 0 ? (entry.inverse ?? null) : null,
    actor: entry.actor,
    requestId: index === 0 ? requestId : null,
    answer: index === 0 ? answer : null,
    at,
  }));
  tx.settleBy(() => wasCommitted(sql, position.id, requestId));
  try {
    await sql.table(TopologyEventEntity).insert(tx, rows);
  } catch (error) {
    if (entry.requestId && isUniqueViolation(error, 'request')) throw new RequestRepeated(position.id, entry.requestId, { cause: error });
    throw error;
  }
}

/** Waits for a server that is still at that COMMIT (the row of the maze is locked until it ends), then looks. */
async function wasCommitted(sql: SqlSession, topologyId: string, requestId: string): Promise<boolean> {
  const executor = sql.executor();
  if (sql.dialect.kind === 'mysql') await executor.query('SELECT id FROM topologies WHERE id = ? FOR UPDATE', [topologyId]);
  const rows = await executor.query('SELECT seq FROM topology_events WHERE request_id = ? AND topology_id = ?', [requestId, topologyId]);
  return rows.length > 0;
}

/** The journal row of a change: `{lan}`, `{lan, previous}` and so on. */
export function journalItem(change: Change): JournalItem {
  const entity = change.type.slice(0, change.type.indexOf('.'));
  if ('after' in change && 'before' in change) return { type: change.type, payload: { [entity]: change.after, previous: change.before } };
  return { type: change.type, payload: { [entity]: 'after' in change ? change.after : change.before } };
}
