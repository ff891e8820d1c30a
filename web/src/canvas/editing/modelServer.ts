import type { JournalMessage, JournalType, MutationResponse, SnapshotMessage } from '@decnet/contract';
import {
  applyOps, DEFAULT_SUBNET_BASE, DomainError, EDITABLE_STATUSES, LIVE_STATUSES, type Change, type Layout, type Maze, type Op, type OpContext, type TopologyStatus,
} from '@decnet/domain';
import { aMaze } from '../testMaze';
import type { Failure } from './answers';
import type { WriteAnswer } from './sender';
import type { SentWrite } from './types';

export type ModelAnswer = { answer: WriteAnswer } | { failure: Failure };

function failure(status: number, code: string, more: Partial<Failure> = {}): Failure {
  return { status, code, message: code, issues: [], current: null, ofPart: false, retryAfterS: null, ...more };
}

/** For specs: a server of one maze, as far as an editor can tell: versions, journal, keys, and the queue of a running maze. */
export class ModelServer {
  maze: Maze;
  version = 10;
  status: TopologyStatus = 'pending';
  readonly journal: JournalMessage[] = [];
  /** Keys whose edit was written, in order, with the maze before it. */
  readonly written: { key: string; ops: Op[]; before: Maze }[] = [];
  private readonly answers = new Map<string, { body: string; answer: WriteAnswer }>();
  private readonly queue: MutationResponse[] = [];
  private ids = 0;
  private readonly context: OpContext = { newId: () => this.newId(), takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE };

  constructor() {
    const { lans, deckies, edges } = aMaze();
    this.maze = { lans, deckies: deckies.map(({ state: _state, lastError: _error, endpoints: _endpoints, ...decky }) => decky), edges };
  }

  nameOf(id: string): string | undefined {
    return [...this.maze.lans, ...this.maze.deckies].find((row) => row.id === id)?.name;
  }

  get hasQueue(): boolean {
    return this.queue.some(({ state }) => state === 'pending' || state === 'applying');
  }

  get seq(): number {
    return 10 + this.journal.length;
  }

  /** What a request comes to; the same key with the same body comes to the same again. */
  handle(actor: string, { route, key, body }: SentWrite): ModelAnswer {
    const text = JSON.stringify([route, body]);
    const known = this.answers.get(key);
    if (known !== undefined) return known.body === text ? { answer: known.answer } : { failure: failure(409, 'IDEMPOTENCY_MISMATCH') };
    if (!(route === 'edits' ? EDITABLE_STATUSES : LIVE_STATUSES).includes(this.status)) return { failure: failure(409, 'NOT_EDITABLE') };
    if (body.expectedVersion !== undefined && body.expectedVersion !== this.version) return { failure: failure(409, 'VERSION_CONFLICT', { current: this.version }) };
    const result = route === 'edits' ? this.edit(actor, key, body.ops) : this.enqueue(actor, key, body.ops);
    if ('answer' in result) this.answers.set(key, { body: text, answer: result.answer });
    return result;
  }

  /** @returns the number of the row that tells of it; null when a part of it is not there */
  layout(actor: string, layout: Layout): number | null {
    const ids = new Set([...this.maze.lans, ...this.maze.deckies].map(({ id }) => id));
    if (![...Object.keys(layout.lans), ...Object.keys(layout.deckies)].every((id) => ids.has(id))) return null;
    const place = <T extends { id: string }>(rows: readonly T[], positions: Record<string, object>): T[] => rows.map((row) => ({ ...row, ...positions[row.id] }));
    this.maze = { ...this.maze, lans: place(this.maze.lans, layout.lans), deckies: place(this.maze.deckies, layout.deckies) };
    this.note(actor, 'layout', { ...layout });
    return this.journal.at(-1)!.seq;
  }

  move(to: TopologyStatus): void {
    this.note('system', 'status', { from: this.status, to, reason: null });
    this.status = to;
  }

  /** The head of the queue has its turn: `begin` says that it was taken up, `end` what became of it. */
  work(step: 'begin' | 'end'): void {
    const head = this.queue.find(({ state }) => state === 'pending' || state === 'applying');
    if (head === undefined) return;
    const result = this.attempt(head.resolvedOp === null ? [head.payload] : [head.resolvedOp]);
    if (step === 'begin' && head.state === 'pending' && !(result instanceof DomainError)) {
      Object.assign(head, { state: 'applying', resolvedOp: result.resolved[0] });
      this.note('mutator', 'mutation.applying', { mutationId: head.id, op: result.resolved[0] });
      return;
    }
    if (!(result instanceof DomainError) && result.changes.length > 0) this.write(head.requestedBy, `mutation ${head.id}`, head.payload, result.maze, result.changes);
    const state = result instanceof DomainError ? 'failed' : 'applied';
    Object.assign(head, { state });
    this.note('mutator', `mutation.${state}`, { mutationId: head.id, op: head.op, reason: null });
  }

  snapshot(): SnapshotMessage {
    const { lans, edges } = this.maze;
    const deckies = this.maze.deckies.map((decky) => ({ ...decky, state: 'pending' as const, lastError: null, endpoints: [] }));
    const counts = { lanCount: lans.length, deckyCount: deckies.length, edgeCount: edges.length };
    const mutations = this.queue.filter(({ state }) => state === 'pending' || state === 'applying');
    return structuredClone({ ...aMaze(), ...counts, lans: [...lans], deckies, edges: [...edges], version: this.version, eventSeq: this.seq, status: this.status, mutations });
  }

  private edit(actor: string, key: string, ops: Op[]): ModelAnswer {
    const result = this.attempt(ops);
    if (result instanceof DomainError) return { failure: failure(422, result.code, { ofPart: true }) };
    if (result.changes.length > 0) this.write(actor, key, ops, result.maze, result.changes);
    return { answer: { route: 'edits', version: this.version, eventSeq: this.seq } };
  }

  private enqueue(actor: string, key: string, ops: Op[]): ModelAnswer {
    const mutations = ops.map((op): MutationResponse => {
      const id = this.newId();
      this.note(actor, 'mutation.enqueued', { mutationId: id, op });
      const mutation = { id, topologyId: 'm', seq: this.seq, op: op.op, payload: op, resolvedOp: null, state: 'pending' as const, requestedBy: actor, requestedAt: 'now', attempts: 0, finishedAt: null, reason: null };
      this.queue.push(mutation);
      return mutation;
    });
    this.written.push({ key, ops, before: this.maze });
    return { answer: { route: 'mutations', mutations: mutations.map(({ id, seq, state }) => ({ id, seq, state })) } };
  }

  private attempt(ops: readonly Op[]): ReturnType<typeof applyOps> | DomainError {
    try {
      return applyOps(this.maze, structuredClone(ops), this.context);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private write(actor: string, key: string, ops: Op | Op[], after: Maze, changes: readonly Change[]): void {
    this.written.push({ key, ops: [ops].flat(), before: this.maze });
    this.maze = after;
    this.version += 1;
    for (const change of changes) {
      const kind = change.type.split('.')[0]!;
      this.note(actor, change.type, { [kind]: 'after' in change ? change.after : change.before, ...('after' in change && 'before' in change && { previous: change.before }) });
    }
  }

  private note(actor: string, type: JournalType, payload: Record<string, unknown>): void {
    this.journal.push({ seq: this.seq + 1, version: this.version, type, payload: structuredClone(payload), actor, at: '2025-01-01T00:00:00.000Z' });
  }

  private newId(): string {
    return `00000000-0000-4000-9000-${String((this.ids += 1)).padStart(12, '0')}`;
  }
}
