import { LIVE_STATUSES, type TopologyStatus } from '@decnet/domain';
import { TopologyEntity } from '../entities/topology.entity.js';
import type { Executor, SqlRow, SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import type { MazeHead, MazePage, MazeSummary, PageQuery } from './types.js';

/** `heads` is a JSON array of {@link HeadTuple}, or null when there is none; some servers hand it out parsed. */
interface PageRow { total: number; heads: string | HeadTuple[] | null }
type HeadTuple = [createdAt: string, id: string, eventSeq: number, observedSeq: number];
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
  // One statement sees one state of the database without a transaction, and one row of text costs a quarter of what fifty rows do.
  const heads = sql.dialect.jsonArrayOf('json_array(created_at, id, event_seq, observed_seq)');
  const [row] = await sql.executor().query<PageRow>(
    `SELECT (SELECT COUNT(*) FROM topologies ${where}) AS total, ${heads} AS heads
      FROM (SELECT created_at, id, event_seq, observed_seq FROM topologies ${where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?) page`,
    [...values, ...values, query.limit, query.offset]);
  const stamp = textOf(row!.heads);
  return { total: row!.total, stamp, get heads() { return headsOf(stamp); } };
}

function textOf(heads: PageRow['heads']): string {
  return typeof heads === 'string' ? heads : JSON.stringify(heads ?? []);
}

/** Newest first: an aggregate promises no order. */
function headsOf(stamp: string): MazePage['heads'] {
  const tuples = JSON.parse(stamp) as HeadTuple[];
  return tuples.sort(newestFirst).map(([, id, eventSeq, observedSeq]) => ({ id, eventSeq, observedSeq }));
}

function newestFirst([createdAt, id]: HeadTuple, [otherCreatedAt, otherId]: HeadTuple): number {
  const isOlder = createdAt === otherCreatedAt ? id < otherId : createdAt < otherCreatedAt;
  return isOlder ? 1 : -1;
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
