import { type DeploymentPlan, diffPlan, DomainError, plannedResources, planDeployment } from '@decnet/domain';
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
  let begun: Begun | null = null;
  for (;;) {
    if (held.signal.aborted) throw new Fenced();
    if (begun) {
      const done: Done = await carryOut(work, begun);
      begun = done.next;
      if (!done.complete) agrees = false;
    } else {
      if (!(await context.database.mutations.next(held.topologyId))) return agrees;
      begun = (await resolve(work)).begun;
    }
  }
}

interface Done {
  /** Whether all of the maze runs as far as this op can tell. */
  complete: boolean;
  /** Begun in the transaction that ended the one before. */
  next: Begun | null;
}

async function carryOut(work: QueueWork, begun: Begun): Promise<Done> {
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
    return { complete: false, next: null };
  }
  const { begun: next } = await recordApplied(work, begun, plan, result.deckies);
  return { complete: result.complete, next };
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
