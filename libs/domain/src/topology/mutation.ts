import type { Op } from './ops/types.js';

/** What becomes of a change of a running maze; `applied` and `failed` are final. */
export const MUTATION_STATES = ['pending', 'applying', 'applied', 'failed'] as const;
export type MutationState = (typeof MUTATION_STATES)[number];

/** States of mutations that still have something to do. */
export const OPEN_MUTATION_STATES: readonly MutationState[] = ['pending', 'applying'];

/** How many mutations of one maze may wait at a time. */
export const QUEUE_LIMIT = 5_000;

/** One op on a running maze, waiting its turn or done. */
export interface Mutation {
  id: string;
  topologyId: string;
  /** First in, first out within the maze; the number of the journal row that tells of it. */
  seq: number;
  op: Op['op'];
  /** The op as it was sent. */
  payload: Op;
  /** The op with every choice filled in; null until its turn has come. */
  resolvedOp: Op | null;
  state: MutationState;
  requestedBy: string;
  requestedAt: string;
  /** How often it was begun: more than once where a worker died over it. */
  attempts: number;
  finishedAt: string | null;
  /** Why it failed. */
  reason: string | null;
}
