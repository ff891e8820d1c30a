import { topics } from '@decnet/bus';
import type { TopologyStatus } from '@decnet/domain';
import type { DeckyStates } from '@decnet/engine';
import type { TopologyRow } from '@decnet/persistence';
import { fenced } from './convergence.js';
import type { HeldLease } from './held-lease.js';
import { ACTOR, step, type WorkContext } from './work-context.js';

export interface Settlement {
  from: TopologyStatus;
  to: TopologyStatus;
  reason: string | null;
  states: DeckyStates;
  set?: Partial<Pick<TopologyRow, 'engineHost' | 'lastError' | 'needsResync'>>;
  /** Gives the maze's subnets back. */
  releaseClaims?: boolean;
}

/**
 * Ends a piece of work: status, observed states and claims in one transaction under the lease's fence, then the word.
 * @throws Fenced when the maze has another owner or another status
 */
export async function settle(context: WorkContext, held: HeldLease, settlement: Settlement): Promise<void> {
  const { database, bus } = context;
  const { topologyId: id, epoch: leaseEpoch } = held;
  const { from, to, reason, states, set, releaseClaims } = settlement;
  await step(context, 'record', id, () => fenced(() => database.unitOfWork.run(async (tx) => {
    await database.mazes.move(tx, id, to, { reason, actor: ACTOR, guard: { leaseEpoch, statuses: [from] }, set });
    await database.mazes.writeObservations(tx, id, states, { leaseEpoch });
    if (releaseClaims) await database.claims.release(tx, id);
  })));
  bus.publishSafely(topics.topologyStatus(id), 'status', { from, to, reason });
}
