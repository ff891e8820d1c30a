import { LIVE_STATUSES, type TopologyStatus } from '@decnet/domain';
import { TopologyEntity } from '../entities/topology.entity.js';
import type { Executor, SqlRow, SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import type { MazeHead, MazePage, MazeSummary, PageQuery } from './types.js';

interface PageRow { total: number; id: string | null; event_seq: number; observed_seq: number }
interface HeadRow { id: string; event_seq: number; observed_seq: number; status: TopologyStatus; version: number }

const HEAD = 'SELECT id, event_seq, observed_seq, status, version FROM topologies';

function headOf(row: HeadRow): MazeHead {
  return { id: row.id, eventSeq: row.event_seq, observedSeq: row.observed_seq, status: row.status, version: row.version };
}

/** See MazeStore.head. */
export async function readHead(sql: Executor, id: string): Promise<MazeHead | null> {
  const [row] = await sql.query<HeadRow>(`${HEAD} WHERE id = ?`, [id]);
  return row ? headOf(row) : null;
}

/** See MazeStore.live. */
export async function readLive(sql: SqlSession, engineHost: string): Promise<MazeHead[]> {
  const values = [engineHost, ...LIVE_STATUSES];
  const rows = await sql.executor().query<HeadRow>(
    `${HEAD} WHERE engine_host = ? AND status IN (${placeholders(LIVE_STATUSES.length)}) ORDER BY id`, values);
  return rows.map(headOf);
}

/** See MazeStore.page. */
export async function readPage(sql: SqlSession, query: PageQuery): Promise<MazePage> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (query.status) {
    conditions.push('status = ?');
    values.push(query.status);
  }
  if (query.q) {
    conditions.push('instr(lower(name), lower(?)) > 0');
    values.push(query.q);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  // One statement, because it sees one state of the database without a transaction; the join gives a row even where the page is empty.
  const rows = await sql.executor().query<PageRow>(
    `SELECT counted.total, page.id, page.event_seq, page.observed_seq FROM (SELECT COUNT(*) AS total FROM topologies ${where}) counted
      LEFT JOIN (SELECT id, event_seq, observed_seq, created_at FROM topologies ${where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?) page ON 1 = 1
      ORDER BY page.created_at DESC, page.id DESC`,
    [...values, ...values, query.limit, query.offset]);
  const heads = rows.flatMap((row) => (row.id === null ? [] : { id: row.id, eventSeq: row.event_seq, observedSeq: row.observed_seq }));
  return { total: rows[0]!.total, heads };
}

const COUNTS = [['lans', 'lan_count'], ['deckies', 'decky_count'], ['edges', 'edge_count']] as const;

/** See MazeStore.summaries. */
export async function readSummaries(sql: SqlSession, ids: readonly string[]): Promise<MazeSummary[]> {
  const table = sql.table(TopologyEntity);
  const counts = COUNTS.map(([part, name]) => `(SELECT COUNT(*) FROM ${part} WHERE ${part}.topology_id = t.id) AS ${name}`);
  const found = new Map<string, MazeSummary>();
  for (const some of chunks(ids, 500)) {
    const rows = await sql.executor().query<SqlRow & { lan_count: number; decky_count: number; edge_count: number }>(
      `SELECT ${table.columns('t')}, ${counts.join(', ')} FROM ${table.name} t WHERE t.id IN (${placeholders(some.length)})`, some);
    for (const row of rows) {
      const topology = table.decode(row);
      found.set(topology.id, { ...topology, lanCount: row.lan_count, deckyCount: row.decky_count, edgeCount: row.edge_count });
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
