import { CapturedEventEntity } from '../entities/captured-event.entity.js';
import { CollectorCursorEntity } from '../entities/collector-cursor.entity.js';
import { lockRow } from '../sql/lock-row.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import { countEvents } from './counts.js';
import type { AppendResult, NewCapturedEvent } from './types.js';

/** See CapturedEventStore.append. */
export async function appendEvents(
  session: SqlSession, tx: Tx, events: readonly NewCapturedEvent[], from: { engineHost: string; cursor: string },
): Promise<AppendResult> {
  const sql = Transaction.of(tx);
  // First of all, so that a writer beside us neither stores the same event nor deletes its maze meanwhile.
  await lockRow(sql, 'captured_events', 0);
  const mazes = await existing(sql, 'topologies', events.map((event) => event.topologyId));
  const ours = events.filter((event) => mazes.has(event.topologyId));
  const known = await existing(sql, 'captured_events', ours.map((event) => event.id));
  const fresh = [...new Map(ours.filter((event) => !known.has(event.id)).map((event) => [event.id, event])).values()];
  const stored = await store(session, sql, fresh, from.engineHost);
  await moveCursor(session, sql, from);
  tx.settleBy(async () => stored.length > 0 && (await existing(session.executor(), 'captured_events', [stored[0]!.id])).size > 0);
  return { stored, duplicates: ours.length - fresh.length, orphaned: events.length - ours.length };
}

async function store(session: SqlSession, sql: Transaction, fresh: readonly NewCapturedEvent[], engineHost: string): Promise<AppendResult['stored']> {
  if (fresh.length === 0) return [];
  const last = await lockRow(sql, 'captured_events', fresh.length);
  const first = last - fresh.length + 1;
  const receivedAt = session.clock();
  const table = session.table(CapturedEventEntity);
  const stored = fresh.map((event, index) => table.cut({ ...event, seq: first + index }));
  await table.insert(sql, stored.map((event) => ({ ...event, receivedAt, engineHost })));
  await countEvents(session, sql, stored);
  return stored;
}

async function existing(sql: Pick<Transaction, 'query'>, table: 'topologies' | 'captured_events', ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const some of chunks([...new Set(ids)], 500)) {
    const rows = await sql.query<{ id: string }>(`SELECT id FROM ${table} WHERE id IN (${placeholders(some.length)})`, some);
    for (const row of rows) found.add(row.id);
  }
  return found;
}

async function moveCursor(session: SqlSession, sql: Transaction, from: { engineHost: string; cursor: string }): Promise<void> {
  const { dialect } = session;
  await session.table(CollectorCursorEntity).insert(
    sql, [from], dialect.onConflict(['engine_host'], [`position = ${dialect.incoming('position')}`]));
}
