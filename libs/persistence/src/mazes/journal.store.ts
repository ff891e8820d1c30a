import type { JournalType } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { TopologyEventEntity } from '../entities/topology-event.entity.js';
import type { SqlRow, SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { placeholders } from '../sql/table.js';
import type { Tx } from '../unit-of-work/types.js';
import type { JournalRow, RecordedAnswer, RecordedInverse } from './types.js';

const VISIBLE = 'seq, version, type, payload, actor, at';

/** Reads the journal of a maze: event stream, history, idempotency, rollback. Its rows are written by the maze store. */
export class JournalStore {
  constructor(private readonly sql: SqlSession) {}

  /** Rows with a seq above `seq`, oldest first, at most `limit`. */
  async after(topologyId: string, seq: number, limit: number, tx?: Tx): Promise<JournalRow[]> {
    return this.read(`topology_id = ? AND seq > ? ORDER BY seq LIMIT ?`, [topologyId, seq, limit], tx);
  }

  /** Rows with a seq below `before` (null: from the newest), newest first, of these types (absent: all). */
  async before(topologyId: string, before: number | null, limit: number, types?: readonly JournalType[]): Promise<JournalRow[]> {
    if (types?.length === 0) return [];
    const values: SqlValue[] = [topologyId];
    let where = 'topology_id = ?';
    if (before !== null) {
      where += ' AND seq < ?';
      values.push(before);
    }
    if (types) {
      where += ` AND type IN (${placeholders(types.length)})`;
      values.push(...types);
    }
    return this.read(`${where} ORDER BY seq DESC LIMIT ?`, [...values, limit]);
  }

  /** Whether a row of one of these types has come after `seq`. */
  async someAfter(topologyId: string, seq: number, types: readonly JournalType[], tx?: Tx): Promise<boolean> {
    const rows = await this.sql.executor(tx).query(
      `SELECT seq FROM topology_events WHERE topology_id = ? AND type IN (${placeholders(types.length)}) AND seq > ? LIMIT 1`, [topologyId, ...types, seq]);
    return rows.length > 0;
  }

  /** What the first request with this idempotency key was answered; null when it was never applied to this maze. */
  async findRequest(topologyId: string, requestId: string, tx?: Tx): Promise<RecordedAnswer | null> {
    const rows = await this.sql.executor(tx).query<{ answer: string | null }>(
      'SELECT answer FROM topology_events WHERE request_id = ? AND topology_id = ?', [requestId, topologyId]);
    return answerOf(rows[0]);
  }

  /** The same for a request that made a maze, whose id the caller cannot know; `actor` is who sent it. */
  async findCreation(actor: string, requestId: string, tx?: Tx): Promise<{ topologyId: string; answer: RecordedAnswer } | null> {
    const [row] = await this.sql.executor(tx).query<{ topology_id: string; answer: string | null }>(
      'SELECT topology_id, answer FROM topology_events WHERE request_id = ? AND seq = 1 AND actor = ? LIMIT 1', [requestId, actor]);
    const answer = answerOf(row);
    return row && answer ? { topologyId: row.topology_id, answer } : null;
  }

  /** What takes back every change of design after that version, newest first. */
  async inversesAfter(topologyId: string, version: number, tx?: Tx): Promise<RecordedInverse[]> {
    const rows = await this.sql.executor(tx).query<{ seq: number; version: number; inverse: string }>(
      'SELECT seq, version, inverse FROM topology_events WHERE topology_id = ? AND version > ? AND inverse IS NOT NULL ORDER BY seq DESC',
      [topologyId, version]);
    return rows.map((row) => ({ seq: row.seq, version: row.version, inverse: JSON.parse(row.inverse) as Op[] }));
  }

  private async read(condition: string, values: readonly SqlValue[], tx?: Tx): Promise<JournalRow[]> {
    const table = this.sql.table(TopologyEventEntity);
    const rows = await this.sql.executor(tx).query<SqlRow>(`SELECT ${VISIBLE} FROM ${table.name} WHERE ${condition}`, values);
    return rows.map((row) => table.decode(row));
  }
}

function answerOf(row: { answer: string | null } | undefined): RecordedAnswer | null {
  return row?.answer ? (JSON.parse(row.answer) as RecordedAnswer) : null;
}
