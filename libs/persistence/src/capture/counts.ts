import { DeckyEventCountEntity } from '../entities/decky-event-count.entity.js';
import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import type { CapturedEvent } from './types.js';

/** Adds these events to what each decky has seen. */
export async function countEvents(session: SqlSession, sql: Transaction, events: readonly CapturedEvent[]): Promise<void> {
  const { dialect } = session;
  const newer = `${dialect.incoming('last_at')} >= last_at`;
  // In this order: MySQL sees the columns that it has set already.
  const assignments = [
    `count = count + ${dialect.incoming('count')}`,
    `last_src_ip = CASE WHEN ${newer} THEN ${dialect.incoming('last_src_ip')} ELSE last_src_ip END`,
    `last_at = CASE WHEN ${newer} THEN ${dialect.incoming('last_at')} ELSE last_at END`,
  ];
  await session.table(DeckyEventCountEntity).insert(sql, perDecky(events), dialect.onConflict(['topology_id', 'decky_id'], assignments));
}

function perDecky(events: readonly CapturedEvent[]): DeckyEventCountEntity[] {
  const counts = new Map<string, DeckyEventCountEntity>();
  for (const { topologyId, deckyId, at, srcIp } of events) {
    const key = `${topologyId}/${deckyId}`;
    const count = counts.get(key);
    if (!count) {
      counts.set(key, { topologyId, deckyId, count: 1, lastAt: at, lastSrcIp: srcIp });
      continue;
    }
    count.count += 1;
    if (at >= count.lastAt) Object.assign(count, { lastAt: at, lastSrcIp: srcIp });
  }
  return [...counts.values()];
}
