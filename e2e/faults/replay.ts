import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { JournalMessage, LayoutPayload, MutationEndPayload, MutationStartPayload } from '@decnet/contract';
import { applyOp, DEFAULT_SUBNET_BASE, type Maze, type Op, type OpResult } from '@decnet/domain';
import { neverRuns } from './op-stream.js';
import type { Findings } from './verdict.js';

/** What was promised about one maze before its queue ran. */
export interface ReplayBase {
  maze: Maze;
  version: number;
  eventSeq: number;
  /** Mutations that the API said it cancelled. */
  cancelled: ReadonlySet<string>;
  /** Subnets that other mazes own throughout. */
  foreign: readonly string[];
}

interface Course { op: Op; resolved: Op | null; attempts: number; ended: number; state: 'applied' | 'failed' | null }

/**
 * Goes through a maze's journal and does each op again, by the domain's own functions: what was applied must have changed just what it had to, once, in
 * its turn; what failed must have had a reason to, and have changed nothing.
 */
export class Replay {
  maze: Maze;
  version: number;
  /** By mutation id, in the order in which they were queued. */
  readonly courses = new Map<string, Course>();
  private seq: number;
  private changes: JournalMessage[] = [];

  constructor(private readonly name: string, private readonly base: ReplayBase, private readonly findings: Findings) {
    this.maze = base.maze;
    this.version = base.version;
    this.seq = base.eventSeq;
  }

  /** Rows in the order of the journal. */
  read(rows: readonly JournalMessage[]): void {
    for (const row of rows) {
      this.seq += 1;
      if (row.seq !== this.seq) this.unexpected(`journal row ${row.seq} stands where ${this.seq} should`);
      this.take(row);
    }
    if (this.changes.length > 0) this.unexpected(`the journal ends with ${this.changes.length} changes that belong to no mutation`);
  }

  private take(row: JournalMessage): void {
    const { type, payload } = row;
    if (/^(lan|decky|edge)\./.test(type)) return void this.changes.push(row);
    if (type === 'mutation.enqueued') this.enqueued(payload as unknown as MutationStartPayload);
    if (type === 'mutation.applying') this.applying(payload as unknown as MutationStartPayload);
    if (type === 'mutation.applied') this.applied(payload as unknown as MutationEndPayload);
    if (type === 'mutation.failed') this.failed(payload as unknown as MutationEndPayload);
    if (type === 'layout') this.moved(payload as unknown as LayoutPayload);
    if (row.version !== this.version) this.unexpected(`row ${row.seq} (${type}) has version ${row.version}, not ${this.version}`);
  }

  private enqueued({ mutationId, op }: MutationStartPayload): void {
    if (this.courses.has(mutationId)) this.findings.duplicated.push(`${this.name}: ${mutationId} was queued again`);
    this.courses.set(mutationId, { op, resolved: null, attempts: 0, ended: 0, state: null });
  }

  private applying({ mutationId, op }: MutationStartPayload): void {
    const course = this.inTurn(mutationId, 'begun');
    if (!course) return;
    if (course.ended > 0) this.findings.duplicated.push(`${this.name}: ${mutationId} was begun after its end`);
    if (course.resolved && !isDeepStrictEqual(course.resolved, op)) this.unexpected(`${mutationId} was repeated with other choices`);
    course.resolved = op;
    course.attempts += 1;
  }

  private applied({ mutationId }: MutationEndPayload): void {
    const course = this.end(mutationId, 'applied');
    if (!course) return;
    const { resolved } = course;
    const fate = this.fateOf(course.op);
    if (!resolved || fate !== 'applied') return this.unexpected(`${mutationId} (${JSON.stringify(course.op)}) was applied and should be ${resolved ? fate : 'begun first'}`);
    const edit = this.attempt(resolved);
    if (!edit) return this.unexpected(`${mutationId} was applied as ${JSON.stringify(resolved)}, which no maze like this can take`);
    this.compareChanges(mutationId, edit);
    if (edit.changes.length > 0) this.version += 1;
    this.maze = edit.maze;
  }

  private failed({ mutationId, reason }: MutationEndPayload): void {
    const isEarly = this.base.cancelled.has(mutationId) || reason?.startsWith('TORN_DOWN') === true;
    const course = this.end(mutationId, 'failed', isEarly);
    if (!course || isEarly) return;
    const fate = this.fateOf(course.op);
    const said = reason?.startsWith('ENGINE_FAILED') ? 'failed by the engine' : 'refused';
    if (fate !== said || reason?.startsWith('INTERNAL')) this.unexpected(`${mutationId} (${JSON.stringify(course.op)}) should be ${fate}: ${reason}`);
    if (this.changes.length > 0) this.unexpected(`${mutationId} failed and changed ${this.changes.length} rows`);
    this.changes = [];
  }

  private end(mutationId: string, state: 'applied' | 'failed', outOfTurn = false): Course | undefined {
    const course = outOfTurn ? this.courses.get(mutationId) : this.inTurn(mutationId, state);
    if (!course) return undefined;
    course.ended += 1;
    course.state ??= state;
    if (course.ended === 1) return course;
    this.findings.duplicated.push(`${this.name}: ${mutationId} was ${course.state}, and then ${state}`);
    return undefined;
  }

  /** The first that has not ended is the one whose turn it is. */
  private inTurn(mutationId: string, what: string): Course | undefined {
    const course = this.courses.get(mutationId);
    if (!course) this.unexpected(`${mutationId}, which nobody queued, was ${what}`);
    const [turn] = [...this.courses].find(([, { ended }]) => ended === 0) ?? [];
    if (course?.ended === 0 && turn !== mutationId) this.unexpected(`${mutationId} was ${what} before ${turn}`);
    return course;
  }

  private fateOf(op: Op): 'applied' | 'refused' | 'failed by the engine' {
    if (op.op === 'add_lan' && op.subnet !== undefined && this.base.foreign.includes(op.subnet)) return 'refused';
    if (!this.attempt(op)) return 'refused';
    return neverRuns(op) ? 'failed by the engine' : 'applied';
  }

  private attempt(op: Op): OpResult | null {
    try {
      return applyOp(this.maze, op, { newId: randomUUID, takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE });
    } catch {
      return null;
    }
  }

  private compareChanges(mutationId: string, { changes }: OpResult): void {
    const seen = this.changes.map(({ type, payload }) => ({ type, entity: payload[type.split('.')[0]!] }));
    this.changes = [];
    const wanted = changes.map((change) => ({ type: change.type, entity: 'after' in change ? change.after : change.before }));
    if (seen.length < wanted.length) this.findings.lost.push(`${this.name}: ${mutationId} was applied with ${seen.length} of its ${wanted.length} changes`);
    else if (!isDeepStrictEqual(seen, wanted)) this.unexpected(`${mutationId} changed ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
  }

  private moved({ lans, deckies }: LayoutPayload): void {
    this.maze = {
      lans: this.maze.lans.map((lan) => ({ ...lan, ...lans[lan.id] })),
      deckies: this.maze.deckies.map((decky) => ({ ...decky, ...deckies[decky.id] })),
      edges: this.maze.edges,
    };
  }

  private unexpected(text: string): void {
    this.findings.unexpected.push(`${this.name}: ${text}`);
  }
}
