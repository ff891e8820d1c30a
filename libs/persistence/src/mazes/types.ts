import type { JournalMessage } from '@decnet/contract';
import type { DeckyObservation, Maze, Mutation, Op, Topology, TopologyMode, TopologyStatus } from '@decnet/domain';

/** A maze's own fields, without its design. */
export type TopologyFields = Omit<Topology, keyof Maze>;

/** The row of a maze: its own fields, and what only its workers need. */
export interface TopologyRow extends TopologyFields {
  observedSeq: number;
  leaseOwner: string | null;
  leaseExpiresAt: string | null;
  leaseEpoch: number;
}

/** What a new maze brings; it starts as `pending`, version 1, eventSeq 1. */
export interface NewTopology {
  id: string;
  name: string;
  mode: TopologyMode;
  targetHostId: string | null;
  generatorConfig: Record<string, unknown> | null;
  createdBy: string;
}

/** The journal entry of a creation; made from the stored row when its answer tells that. */
export type CreationEntry = JournalEntry | ((row: TopologyRow) => JournalEntry);

/** What must still be true when the counters move; all of it stands in the WHERE of that one UPDATE. */
export interface Guard {
  /** Else VERSION_CONFLICT {current, expected}. */
  version?: number;
  /** The seq of the model that the change was computed on; else {@link StaleModel}: load again and repeat. */
  eventSeq?: number;
  /** Else NOT_EDITABLE {topologyStatus}. */
  statuses?: readonly TopologyStatus[];
  /** The lease's fence: this epoch, and a lease that has not run out; else STALE_EPOCH. */
  leaseEpoch?: number;
}

/** How far the counters move. */
export interface BumpBy {
  /** 1 for a change of design. */
  version: 0 | 1;
  /** How many journal rows will follow; 1 by default. Naming the right number saves a statement; with 0 only the guard is asked and the row locked. */
  rows?: number;
}

/** Where a writing transaction stands: what {@link MazeStore.bump} gives and the writers take. */
export interface Position {
  id: string;
  status: TopologyStatus;
  /** After the bump. */
  version: number;
  /** The seq of the first journal row to write. */
  firstSeq: number;
  /** The last seq handed out; the maze's eventSeq. */
  eventSeq: number;
}

/** What a request with an idempotency key was answered first. */
export interface RecordedAnswer {
  /** Of the request as sent: the same key with another request is a mistake of the caller. */
  fingerprint: string;
  status: number;
  body: unknown;
}

export type Answer = RecordedAnswer | null | ((position: Position) => RecordedAnswer | null);

/** Who journals, and what belongs to the first row of the transaction. */
export interface JournalEntry {
  actor: string;
  /** Idempotency key, unique per maze; a second use throws {@link RequestRepeated}. */
  requestId?: string;
  /** A function when the answer tells the version. */
  answer?: Answer;
  /** The ops that take the whole transaction back. */
  inverse?: Op[];
}

export interface MoveOptions {
  reason: string | null;
  actor: string;
  guard?: Guard;
  requestId?: string;
  answer?: Answer;
  /** Set along with the status. */
  set?: Partial<Pick<TopologyRow, 'engineHost' | 'lastError' | 'needsResync'>>;
}

export interface LayoutBoxes {
  lans: Record<string, { x: number; y: number; width: number; height: number }>;
  deckies: Record<string, { x: number; y: number }>;
}

/** What one indexed read tells: enough to know whether a cached model is fresh. */
export interface MazeHead { id: string; eventSeq: number; observedSeq: number; status: TopologyStatus; version: number }

/** Everything of a maze, as of one seq. */
export interface LoadedMaze {
  topology: TopologyRow;
  maze: Maze;
  /** By decky id; a decky without an entry was never observed. */
  observations: Record<string, DeckyObservation>;
  /** Those that have something to do, oldest first. */
  mutations: Mutation[];
}

export interface PageQuery { status?: TopologyStatus; q?: string; limit: number; offset: number }
export interface MazePage {
  total: number;
  /** Read from what the database sent when they are asked for: who has seen the stamp before need not. */
  readonly heads: { id: string; eventSeq: number; observedSeq: number }[];
  /** Pages with the same stamp hold the same heads. */
  stamp: string;
}

/** One item of the list. */
export interface MazeSummary extends TopologyRow { lanCount: number; deckyCount: number; edgeCount: number }

/** A journal row as readers see it. */
export type JournalRow = JournalMessage;

/** What to take back, newest first. */
export interface RecordedInverse { seq: number; version: number; inverse: Op[] }

/** The model was computed on an older seq than the row's; load again and repeat. */
export class StaleModel extends Error {
  constructor(readonly topologyId: string, readonly current: number, readonly expected: number) {
    super(`maze ${topologyId} is at seq ${current}, not ${expected}`);
    this.name = 'StaleModel';
  }
}

/** The idempotency key has been used for this maze; look the first answer up with `journal.findRequest`. */
export class RequestRepeated extends Error {
  constructor(readonly topologyId: string, readonly requestId: string, options?: ErrorOptions) {
    super(`request ${requestId} has been applied to maze ${topologyId} before`, options);
    this.name = 'RequestRepeated';
  }
}
