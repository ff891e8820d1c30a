import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentPlan, DomainError } from '@decnet/domain';
import type { ApplyResult, DeckyStates, ProgressListener } from '@decnet/engine';
import type { HeldLease } from './held-lease.js';
import { ObservationWriter } from './observation-writer.js';
import { step, type WorkContext } from './work-context.js';

/** Waits between the attempts of one convergence, in milliseconds; one attempt more than there are waits. */
const BACKOFF_MS = [200, 1_000];

/** The maze has another owner, or nobody's: what is left to do is nothing. */
export class Fenced extends Error {}

/** What a late owner is told by the guards of its writes: the maze has another owner, another status, or is gone. */
const FENCE_CODES: readonly DomainError['code'][] = ['STALE_EPOCH', 'ILLEGAL_TRANSITION', 'NOT_EDITABLE', 'NOT_FOUND'];

/** Does a guarded write. @throws Fenced when its guard no longer holds */
export async function fenced<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof DomainError && FENCE_CODES.includes(error.code)) throw new Fenced('the maze has another owner or another status', { cause: error });
    throw error;
  }
}

export function isCode(error: unknown, code: DomainError['code']): boolean {
  return error instanceof DomainError && error.code === code;
}

/**
 * Brings the engine to the plan, and writes down for watchers how far it is.
 * @throws Fenced when the maze was taken over; else the last error of the engine
 */
export async function converge(context: WorkContext, held: HeldLease, plan: DeploymentPlan): Promise<ApplyResult> {
  const progress = new ObservationWriter(context, held);
  try {
    return await convergeQuietly(context, held, plan, BACKOFF_MS, (states) => progress.add(states));
  } finally {
    await progress.finish();
  }
}

/**
 * Brings the engine to the plan. An error proves nothing about what the engine did, so it is asked before each new
 * attempt.
 * @param waits milliseconds between the attempts, of which there is one more
 * @throws Fenced when the maze was taken over; else the last error of the engine
 */
export async function convergeQuietly(
  context: WorkContext, held: HeldLease, plan: DeploymentPlan, waits: readonly number[] = BACKOFF_MS, onProgress?: ProgressListener,
): Promise<ApplyResult> {
  const { topologyId: scope, epoch, signal } = held;
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) throw new Fenced();
    try {
      return await step(context, 'apply', scope, () => context.engine.apply({ scope, epoch, plan }, onProgress));
    } catch (error) {
      if (isCode(error, 'STALE_EPOCH')) throw new Fenced();
      const found = await alreadyThere(context, plan);
      if (found) return found;
      const wait = waits[attempt];
      if (wait === undefined) throw error;
      await delay(wait, undefined, { signal }).catch(() => undefined);
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
