import { type DeploymentPlan, planDeployment } from '@decnet/domain';
import type { ApplyResult, DeckyStates } from '@decnet/engine';
import type { LoadedMaze } from '@decnet/persistence';
import { converge, Fenced, isCode } from './convergence.js';
import type { HeldLease } from './held-lease.js';
import { settle } from './settle.js';
import type { WorkContext } from './work-context.js';

/** Brings a `deploying` maze up, or back down to nothing with the reason why. */
export async function deploy(context: WorkContext, held: HeldLease, { maze }: LoadedMaze): Promise<void> {
  const plan = planDeployment(held.topologyId, maze);
  let result: ApplyResult;
  try {
    result = await converge(context, held, plan);
  } catch (error) {
    if (error instanceof Fenced) throw error;
    return giveUp(context, held, plan, reasonOf(error), {});
  }
  const failed = plan.deckies.filter(({ deckyId }) => result.deckies[deckyId]?.state !== 'running');
  if (failed.length === 0) return settle(context, held, { from: 'deploying', to: 'active', reason: null, states: result.deckies });
  const reason = partialReason(failed.map(({ name, deckyId }) => `${name}: ${result.deckies[deckyId]?.lastError ?? 'does not run'}`), plan.deckies.length);
  if (failed.length === plan.deckies.length) return giveUp(context, held, plan, reason, result.deckies);
  return settle(context, held, { from: 'deploying', to: 'degraded', reason, states: result.deckies, set: { lastError: reason } });
}

/** Nothing of a failed deploy stays behind; when even that cannot be said, the host stays on record for a teardown. */
async function giveUp(context: WorkContext, held: HeldLease, plan: DeploymentPlan, reason: string, seen: DeckyStates): Promise<void> {
  let left = '';
  try {
    await context.engine.teardown({ scope: held.topologyId, epoch: held.epoch });
  } catch (error) {
    if (isCode(error, 'STALE_EPOCH')) throw new Fenced();
    left = `; cleaning up failed: ${reasonOf(error)}`;
  }
  const states: DeckyStates = {};
  for (const { deckyId } of plan.deckies) states[deckyId] = { state: 'failed', lastError: seen[deckyId]?.lastError ?? reason, endpoints: [] };
  const whole = `${reason}${left}`;
  await settle(context, held, {
    from: 'deploying', to: 'failed', reason: whole, states, set: { lastError: whole, ...(left === '' && { engineHost: null }) },
  });
}

const SHOWN = 5;

export function partialReason(failures: string[], total: number): string {
  const more = failures.length > SHOWN ? ` and ${failures.length - SHOWN} more` : '';
  return `${failures.length} of ${total} deckies do not run: ${failures.slice(0, SHOWN).join('; ')}${more}`;
}

/** What went wrong, for people. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
