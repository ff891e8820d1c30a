import type { MutationResponse, TopologyResponse } from '@decnet/contract';
import type { Maze, Op } from '@decnet/domain';
import type { Engine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { enqueue } from '../support/live-maze.js';
import { sampleMaze } from '../support/sample-maze.js';
import type { Seeded } from '../support/seeded.js';
import { isHeld, judge, type Judged } from './judge.js';
import { OpStream } from './op-stream.js';
import type { Findings } from './verdict.js';

const DEPLOY_LIMIT_MS = 60_000;
const HEAL_LIMIT_MS = 45_000;

/** A maze that has a queue, and what was promised about it. */
export interface QueuedMaze extends Judged {
  promised: string[];
  cancelled: Set<string>;
  stream: OpStream;
}

/** The mazes of a run: ops are put into their queues over HTTP, cancelled, and boxes moved meanwhile, as people do. */
export class Queues {
  readonly mazes: QueuedMaze[] = [];

  constructor(
    private readonly database: Database, private readonly admin: ApiClient, private readonly random: Seeded, private readonly findings: Findings,
  ) {}

  /** Mazes that are to be deployed; somebody has to do it. */
  async deploy(count: number): Promise<QueuedMaze[]> {
    const drafts: { id: string; name: string }[] = [];
    for (let n = 0; n < count; n += 1) drafts.push(await sampleMaze(this.admin));
    for (const { id } of drafts) await this.admin.post(`/topologies/${id}/deploy`);
    const first = this.mazes.length;
    for (const { id, name } of drafts) this.mazes.push(await this.known(id, name));
    return this.mazes.slice(first);
  }

  /** Waits until they run. */
  async deployed(mazes: readonly QueuedMaze[] = this.mazes): Promise<void> {
    for (const { id } of mazes) await this.admin.settled(id, ['active'], DEPLOY_LIMIT_MS);
  }

  async enqueue(maze: QueuedMaze, ops: readonly Op[]): Promise<void> {
    const { status, body } = await enqueue(this.admin, maze.id, ops);
    if (status !== 202) throw new Error(`${ops.length} ops for ${maze.name} were answered ${status}: ${JSON.stringify(body)}`);
    maze.promised.push(...body.mutations.map(({ id }) => id));
    this.findings.count('ops', ops.length);
  }

  /** Draws so many ops, for mazes by turns. */
  async draw(count: number): Promise<void> {
    const share = Math.ceil(count / this.mazes.length);
    for (const maze of this.mazes) await this.enqueue(maze, maze.stream.take(share));
  }

  /** How many mutations have something left to do. */
  async open(): Promise<number> {
    let open = 0;
    for (const { id } of this.mazes) open += (await this.database.mutations.open(id)).length;
    return open;
  }

  /** Cancels one that waits, if there is one. */
  async cancelOne(): Promise<void> {
    const maze = this.pick(this.mazes);
    const waiting = await this.database.mutations.open(maze.id);
    if (waiting.length > 0) await this.cancel(maze, this.pick(waiting).id);
  }

  /** @returns whether it was in time */
  async cancel(maze: QueuedMaze, mutationId: string): Promise<boolean> {
    const { status } = await this.admin.delete<MutationResponse>(`/topologies/${maze.id}/mutations/${mutationId}`);
    if (status !== 200) return false;
    maze.cancelled.add(mutationId);
    this.findings.count('cancelled');
    return true;
  }

  /** Moves a box on the canvas while the engine may be working. */
  async moveOne(): Promise<void> {
    const { id } = this.pick(this.mazes);
    const { body } = await this.admin.get<TopologyResponse>(`/topologies/${id}`);
    if (body.deckies.length === 0) return;
    const place = { x: Math.floor(this.random.below(1_000)), y: Math.floor(this.random.below(1_000)) };
    // The decky may be gone by now.
    const { status } = await this.admin.send('PUT', `/topologies/${id}/layout`, { deckies: { [this.pick(body.deckies).id]: place } });
    if (status === 200) this.findings.count('moved boxes');
  }

  /** Resolves when nothing is left to do, every maze rests and nobody holds one; or after the limit, with whatever there is. */
  async rest(limitMs: number): Promise<void> {
    await eventually('the queues are empty', limitMs, async () => ((await this.open()) === 0 ? true : null)).catch(() => undefined);
    await eventually('the mazes rest', Math.min(limitMs, HEAL_LIMIT_MS), async () => {
      for (const { id, status } of this.mazes) {
        const { topology } = (await this.database.mazes.load(id))!;
        if (topology.status !== status || isHeld(topology)) return null;
      }
      return true;
    }).catch(() => undefined);
  }

  judge(engine: Engine): Promise<void> {
    return judge(this.database, engine, this.mazes, this.findings);
  }

  private async known(id: string, name: string): Promise<QueuedMaze> {
    const { topology, maze } = (await this.database.mazes.load(id))!;
    const foreign = this.mazes.flatMap((other) => dmzOf(other.maze));
    const stream = new OpStream(maze, this.random, 100 + this.mazes.length, foreign);
    return { id, name, maze, version: topology.version, eventSeq: topology.eventSeq, status: 'active', promised: [], cancelled: new Set(), stream };
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random.below(items.length))]!;
  }
}

function dmzOf({ lans }: Maze): string[] {
  return lans.filter(({ isDmz }) => isDmz).map(({ subnet }) => subnet);
}
