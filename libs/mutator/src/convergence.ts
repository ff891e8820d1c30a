import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentPlan, DomainError } from '@decnet/domain';
import type { ApplyResult, DeckyStates } from '@decnet/engine';
import type { HeldLease } from './held-lease.js';
import { ObservationWriter } from './observation-writer.js';
import type { WorkContext } from './work-context.js';

/** Waits between the attempts of one convergence, in milliseconds; one attempt more than there are waits. */
const BACKOFF_MS = [200, 1_000];

/** The maze has another owner, or nobody's: what is left to do is nothing. */
export class Fenced extends Error {}

export function isCode(error: unknown, code: DomainError['code']): boolean {
  return error instanceof DomainError && error.code === code;
}

/**
 * Brings the engine to the plan. An error proves nothing about what the engine did, so it is asked before each new
 * attempt.
 * @throws Fenced when the maze was taken over; else the last error of the engine
 */
export async function converge(context: WorkContext, held: HeldLease, plan: DeploymentPlan): Promise<ApplyResult> {
  const scope = held.topologyId;
  for (let attempt = 0; ; attempt++) {
    if (held.signal.aborted) throw new Fenced();
    const progress = new ObservationWriter(context, held);
    try {
      return await context.engine.apply({ scope, epoch: held.epoch, plan }, (states) => progress.add(states));
    } catch (error) {
      if (isCode(error, 'STALE_EPOCH')) throw new Fenced();
      const found = await alreadyThere(context, plan);
      if (found) return found;
      const wait = BACKOFF_MS[attempt];
      if (wait === undefined) throw error;
      await delay(wait, undefined, { signal: held.signal }).catch(() => undefined);
    } finally {
      await progress.finish();
    }
  }
}

async function alreadyThere({ engine }: WorkContext, plan: DeploymentPlan): Promise<ApplyResult | null> {
  const observed = await observeScope(engine, plan.topologyId);
  return observed && observed.hash === plan.hash ? { complete: isComplete(plan, observed.deckies), deckies: observed.deckies } : null;
}

/** What the engine says of one scope; null when it cannot be asked or knows nothing of it. */
async function observeScope(engine: WorkContext['engine'], scope: string) {
  const observation = await engine.observe(scope).catch(() => null);
  return observation?.scopes.find((candidate) => candidate.scope === scope) ?? null;
}

export function isComplete(plan: DeploymentPlan, states: DeckyStates): boolean {
  return plan.deckies.every(({ deckyId }) => states[deckyId]?.state === 'running');
}
