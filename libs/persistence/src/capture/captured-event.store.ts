import { CapturedEventEntity } from '../entities/captured-event.entity.js';
import { DeckyEventCountEntity } from '../entities/decky-event-count.entity.js';
import type { SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { appendEvents } from './append.js';
import { filterConditions } from './filter.js';
import type { AppendResult, CapturedEvent, CapturedFilter, DeckyEventCount, NewCapturedEvent } from './types.js';

/** What decoys caught, in commit order. */
export class CapturedEventStore {
  constructor(private readonly sql: SqlSession, private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stores a batch of a collector together with how far it has read. Events known by id are passed over and not counted twice, those of mazes that are
   * gone are dropped, and over-long fields are cut, so that no event can hold up the ones behind it.
   */
  append(events: readonly NewCapturedEvent[], from: { engineHost: string; cursor: string }): Promise<AppendResult> {
    return this.unitOfWork.run((tx) => appendEvents(this.sql, tx, events, from));
  }

  /** How far the collector of that engine host has read; null before the first batch. */
  async cursorOf(engineHost: string): Promise<string | null> {
    const rows = await this.sql.executor().query<{ position: string }>('SELECT position FROM collector_cursors WHERE engine_host = ?', [engineHost]);
    return rows[0]?.position ?? null;
  }

  /** Newest first, with a seq below `before` (null: from the newest). */
  async page(filter: CapturedFilter, before: number | null, limit: number): Promise<CapturedEvent[]> {
    const { conditions, values } = filterConditions(filter);
    if (before !== null) {
      conditions.push('seq < ?');
      values.push(before);
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')} ` : '';
    return this.read(`${where}ORDER BY seq DESC LIMIT ?`, [...values, limit]);
  }

  /** Oldest first, with a seq above `seq`. */
  async after(seq: number, limit: number): Promise<CapturedEvent[]> {
    return this.read('WHERE seq > ? ORDER BY seq LIMIT ?', [seq, limit]);
  }

  /** The highest seq that was ever given; 0 when there is none. */
  async latestSeq(): Promise<number> {
    const rows = await this.sql.executor().query<{ value: number }>(`SELECT value FROM locks WHERE name = 'captured_events'`);
    return rows[0]?.value ?? 0;
  }

  /** Of every decky of the maze that was ever touched. */
  async counts(topologyId: string): Promise<DeckyEventCount[]> {
    const table = this.sql.table(DeckyEventCountEntity);
    const columns = table.columns(undefined, ['topologyId']);
    const rows = await this.sql.executor().query(`SELECT ${columns} FROM ${table.name} WHERE topology_id = ? ORDER BY decky_id`, [topologyId]);
    return rows.map((row) => table.decode(row));
  }

  /** Deletes at most `batch` events that happened before that time, oldest first; counts stay. @returns how many went; below `batch`, none are left */
  async prune(before: string, batch: number): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const sql = Transaction.of(tx);
      const rows = await sql.query<{ seq: number }>('SELECT seq FROM captured_events WHERE at < ? ORDER BY at LIMIT ?', [before, batch]);
      for (const some of chunks(rows, 500)) {
        await sql.execute(`DELETE FROM captured_events WHERE seq IN (${placeholders(some.length)})`, some.map((row) => row.seq));
      }
      return rows.length;
    }, { settle: () => Promise.resolve(false) });
  }

  private async read(tail: string, values: readonly SqlValue[]): Promise<CapturedEvent[]> {
    const table = this.sql.table(CapturedEventEntity);
    const columns = table.columns(undefined, ['receivedAt', 'engineHost']);
    const rows = await this.sql.executor().query(`SELECT ${columns} FROM ${table.name} ${tail}`, values);
    return rows.map((row) => table.decode(row));
  }
}
