import type { JournalType } from '@decnet/contract';
import { type DeploymentPlan, type Maze, planDeployment, sameObservation } from '@decnet/domain';
import type { DeckyStates } from '@decnet/engine';
import type { Database, LoadedMaze, Tx } from '@decnet/persistence';

/** Journal rows of these kinds change what a maze's parts are, or where they stand on the canvas. */
const OF_THE_DESIGN: readonly JournalType[] = [
  'layout', 'lan.added', 'lan.updated', 'lan.removed', 'decky.added', 'decky.updated', 'decky.removed', 'edge.added', 'edge.updated', 'edge.removed',
];

/**
 * The design of a running maze between two ops of its queue. Only the holder of the lease changes what is deployed, but
 * anybody may move boxes on the canvas meanwhile: the journal tells whether somebody did.
 */
export class LiveDesign {
  private planned: DeploymentPlan | undefined;

  private constructor(
    private readonly database: Database, readonly topologyId: string, private current: Maze, private seq: number, private states: DeckyStates,
  ) {}

  static of(database: Database, { topology, maze, observations }: LoadedMaze): LiveDesign {
    return new LiveDesign(database, topology.id, maze, topology.eventSeq, observations);
  }

  get maze(): Maze {
    return this.current;
  }

  get plan(): DeploymentPlan {
    return (this.planned ??= planDeployment(this.topologyId, this.current));
  }

  /** What was last written down of each decky. */
  get observations(): DeckyStates {
    return this.states;
  }

  /** The design as of `seq`, for a transaction that has locked the maze's row. */
  async at(tx: Tx, seq: number): Promise<Maze> {
    if (seq === this.seq) return this.current;
    if (await this.database.journal.someAfter(this.topologyId, this.seq, OF_THE_DESIGN, tx)) {
      const loaded = await this.database.mazes.load(this.topologyId, tx);
      if (loaded) this.become(loaded.maze, seq);
    }
    this.seq = seq;
    return this.current;
  }

  /** What the transaction that ended at `seq` has made of it. */
  become(maze: Maze, seq: number, plan?: DeploymentPlan): void {
    this.current = maze;
    this.planned = plan;
    this.seq = seq;
  }

  observed(states: DeckyStates): void {
    this.states = { ...this.states, ...states };
  }

  /** Those of `states` that say something new. */
  news(states: DeckyStates): DeckyStates {
    return Object.fromEntries(Object.entries(states).filter(([id, now]) => !sameObservation(this.states[id], now)));
  }
}
