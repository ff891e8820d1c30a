import type { MutationState, Op } from '@decnet/domain';

/** An op on its way into the queue. */
export interface QueuedOp { id: string; op: Op }

export interface MutationPageQuery {
  state?: MutationState;
  /** Only those with a lower seq; null for the newest. */
  before: number | null;
  limit: number;
}

/** How a mutation ended. */
export type MutationOutcome = { state: 'applied'; reason: null } | { state: 'failed'; reason: string };
