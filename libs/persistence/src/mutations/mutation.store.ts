import { DomainError, type Mutation, OPEN_MUTATION_STATES, type Op, QUEUE_LIMIT } from '@decnet/domain';
import { TopologyMutationEntity } from '../entities/topology-mutation.entity.js';
import { extend } from '../mazes/bump.js';
import { journal, type JournalItem } from '../mazes/journal.js';
import type { JournalEntry, Position } from '../mazes/types.js';
import type { Executor, SqlRow, SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { MutationOutcome, MutationPageQuery, QueuedOp } from './types.js';

const OPEN = `state IN (${OPEN_MUTATION_STATES.map((state) => `'${state}'`).join(', ')})`;

/** The queues of running mazes. Every stage is a row of the journal, written after a bump of the maze it belongs to. */
export class MutationStore {
  constructor(private readonly sql: SqlSession) {}

  /**
   * Queues ops behind those that wait, after a bump of at least one row; the n-th op has the seq `position.firstSeq + n`.
   * @throws DomainError LIMIT when too many wait
   * @throws RequestRepeated when the entry's request id was used for this maze before
   */
  async enqueue(tx: Tx, position: Position, queued: readonly QueuedOp[], entry: JournalEntry): Promise<void> {
    const sql = Transaction.of(tx);
    const waiting = await this.countOpen(position.id, sql);
    if (waiting + queued.length > QUEUE_LIMIT) throw new DomainError('LIMIT', `at most ${QUEUE_LIMIT} mutations of a maze may wait`, { waiting });
    const missing = queued.length - (position.eventSeq - position.firstSeq + 1);
    if (missing > 0) await extend(sql, position, missing);
    const requestedAt = this.sql.clock();
    const mutations = queued.map(({ id, op }, index): Mutation => ({
      id, topologyId: position.id, seq: position.firstSeq + index, op: op.op, payload: op, resolvedOp: null, state: 'pending',
      requestedBy: entry.actor, requestedAt, attempts: 0, finishedAt: null, reason: null,
    }));
    const items = queued.map(({ id, op }): JournalItem => ({ type: 'mutation.enqueued', payload: { mutationId: id, op } }));
    await journal(this.sql, sql, position, items, entry);
    await this.sql.table(TopologyMutationEntity).insert(sql, mutations);
  }

  /** The mutation whose turn it is: one that was begun, or the first that waits. */
  async next(topologyId: string, tx?: Tx): Promise<Mutation | null> {
    const [next] = await this.read(this.sql.executor(tx), `topology_id = ? AND ${OPEN} ORDER BY seq LIMIT 1`, [topologyId]);
    return next ?? null;
  }

  /** All that have something to do, oldest first. */
  async open(topologyId: string, executor: Executor = this.sql.executor()): Promise<Mutation[]> {
    return this.read(executor, `topology_id = ? AND ${OPEN} ORDER BY seq`, [topologyId]);
  }

  async find(topologyId: string, id: string, tx?: Tx): Promise<Mutation | null> {
    const [found] = await this.read(this.sql.executor(tx), 'topology_id = ? AND id = ?', [topologyId, id]);
    return found ?? null;
  }

  /** Newest first. */
  async page(topologyId: string, { state, before, limit }: MutationPageQuery): Promise<Mutation[]> {
    const values: SqlValue[] = [topologyId];
    let where = 'topology_id = ?';
    if (state !== undefined) {
      where += ' AND state = ?';
      values.push(state);
    }
    if (before !== null) {
      where += ' AND seq < ?';
      values.push(before);
    }
    return this.read(this.sql.executor(), `${where} ORDER BY seq DESC LIMIT ?`, [...values, limit]);
  }

  /**
   * Notes what an op has become before anything is touched, after a bump of one row. A repeat by a new owner counts one more attempt.
   * @returns false when it is no longer open: the unit of work must be given up
   */
  async begin(tx: Tx, position: Position, { id }: Mutation, resolvedOp: Op, entry: JournalEntry): Promise<boolean> {
    const table = this.sql.table(TopologyMutationEntity);
    const affected = await Transaction.of(tx).execute(
      `UPDATE topology_mutations SET state = 'applying', attempts = attempts + 1, resolved_op = ? WHERE topology_id = ? AND id = ? AND ${OPEN}`,
      [table.encode('resolvedOp', resolvedOp), position.id, id]);
    if (affected !== 1) return false;
    await journal(this.sql, Transaction.of(tx), position, [{ type: 'mutation.applying', payload: { mutationId: id, op: resolvedOp } }], entry);
    return true;
  }

  /** Ends an open mutation, after a bump of one row. @returns false when it is no longer open */
  async end(tx: Tx, position: Position, { id, op }: Mutation, { state, reason }: MutationOutcome, entry: JournalEntry): Promise<boolean> {
    const affected = await Transaction.of(tx).execute(
      `UPDATE topology_mutations SET state = ?, reason = ?, finished_at = ? WHERE topology_id = ? AND id = ? AND ${OPEN}`,
      [state, reason, this.sql.clock(), position.id, id]);
    if (affected !== 1) return false;
    await journal(this.sql, Transaction.of(tx), position, [{ type: `mutation.${state}`, payload: { mutationId: id, op, reason } }], entry);
    return true;
  }

  /** Fails all that are open, in a unit of work that stands at `position`; takes the journal rows for it. @returns those that it failed */
  async failAll(tx: Tx, position: Position, reason: string, entry: JournalEntry): Promise<Mutation[]> {
    const sql = Transaction.of(tx);
    const open = await this.open(position.id, sql);
    if (open.length === 0) return open;
    const behind = await extend(sql, position, open.length);
    const items = open.map(({ id, op }): JournalItem => ({ type: 'mutation.failed', payload: { mutationId: id, op, reason } }));
    await journal(this.sql, sql, behind, items, entry);
    await sql.execute(
      `UPDATE topology_mutations SET state = 'failed', reason = ?, finished_at = ? WHERE topology_id = ? AND ${OPEN}`, [reason, this.sql.clock(), position.id]);
    return open;
  }

  private async countOpen(topologyId: string, executor: Executor): Promise<number> {
    const [row] = await executor.query<{ n: number }>(`SELECT COUNT(*) AS n FROM topology_mutations WHERE topology_id = ? AND ${OPEN}`, [topologyId]);
    return row!.n;
  }

  private async read(executor: Executor, condition: string, values: readonly SqlValue[]): Promise<Mutation[]> {
    const table = this.sql.table(TopologyMutationEntity);
    const rows = await executor.query<SqlRow>(`SELECT ${table.columns()} FROM ${table.name} WHERE ${condition}`, values);
    return rows.map((row) => table.decode(row));
  }
}
