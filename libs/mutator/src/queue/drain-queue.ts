import { topics } from '@decnet/bus';
import { type DeploymentPlan, diffPlan, DomainError, type Mutation, plannedResources, planDeployment } from '@decnet/domain';
import type { ApplyResult } from '@decnet/engine';
import type { LoadedMaze } from '@decnet/persistence';
import { convergeQuietly, Fenced } from '../convergence.js';
import { partialReason } from '../deploy.js';
import type { HeldLease } from '../held-lease.js';
import type { WorkContext } from '../work-context.js';
import type { Begun, QueueWork } from './begun.js';
import { LiveDesign } from './live-design.js';
import { recordApplied, recordFailed } from './record.js';
import { resolve } from './resolve.js';

/**
 * Works off the queue of a running maze, op by op: resolve, converge, record. Whoever takes over after a crash repeats the
 * op that was begun, from its stored choices.
 * @returns whether the maze is active and all of it runs: what is observed need not be looked at
 * @throws Fenced
 */
export async function drainQueue(context: WorkContext, held: HeldLease, loaded: LoadedMaze): Promise<boolean> {
  const work: QueueWork = { context, held, design: LiveDesign.of(context.database, loaded) };
  let agrees = loaded.topology.status === 'active';
  for (;;) {
    if (held.signal.aborted) throw new Fenced();
    const mutation = await context.database.mutations.next(held.topologyId);
    if (!mutation) return agrees;
    if (!(await mutate(work, mutation))) agrees = false;
  }
}

/** @returns whether all of the maze runs as far as this op can tell */
async function mutate(work: QueueWork, mutation: Mutation): Promise<boolean> {
  const begun = await resolve(work, mutation);
  if (!begun) return true;
  const { context, held } = work;
  const tell = (stage: 'applying' | 'failed', payload: object) => context.bus.publishSafely(topics.topologyMutation(held.topologyId, stage), 'mutation', payload);
  if ('refusal' in begun) {
    tell('failed', { mutationId: mutation.id, reason: begun.refusal });
    return true;
  }
  tell('applying', { mutationId: mutation.id });
  return carryOut(work, begun);
}

async function carryOut(work: QueueWork, begun: Begun): Promise<boolean> {
  const { context, held, design } = work;
  let plan = design.plan;
  let result: ApplyResult = { complete: true, deckies: {} };
  try {
    if (begun.edit.changes.length > 0) {
      plan = planDeployment(held.topologyId, begun.edit.maze);
      result = await convergeQuietly(context, held, plan);
      demandRunning(design.plan, plan, result);
    }
  } catch (error) {
    if (error instanceof Fenced) throw error;
    await recordFailed(work, begun, error);
    return false;
  }
  await recordApplied(work, begun, plan, result.deckies);
  return result.complete;
}

/** An op answers for the deckies that it touches; what does not run beside them is for the repair. @throws DomainError ENGINE_FAILED */
function demandRunning(before: DeploymentPlan, after: DeploymentPlan, { complete, deckies }: ApplyResult): void {
  if (complete) return;
  const touched = new Set(diffPlan(plannedResources(before), after).map(({ key }) => key.split('/')[0]));
  const failed = after.deckies.filter(({ key, deckyId }) => touched.has(key) && deckies[deckyId]?.state !== 'running');
  if (failed.length === 0) return;
  const failures = failed.map(({ name, deckyId }) => `${name}: ${deckies[deckyId]?.lastError ?? 'does not run'}`);
  throw new DomainError('ENGINE_FAILED', partialReason(failures, after.deckies.length));
}
