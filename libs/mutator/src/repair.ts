import { mazeHash, planDeployment, type TopologyStatus } from '@decnet/domain';
import type { DeckyStates, ScopeObservation } from '@decnet/engine';
import type { LoadedMaze } from '@decnet/persistence';
import { converge, Fenced, isComplete } from './convergence.js';
import { partialReason, reasonOf } from './deploy.js';
import type { HeldLease } from './held-lease.js';
import { settle } from './settle.js';
import type { WorkContext } from './work-context.js';

/**
 * Compares what runs of an `active` or `degraded` maze with what is wanted, and brings it back: degraded while it
 * differs, active again as soon as it agrees.
 */
export async function repair(context: WorkContext, held: HeldLease, { topology, maze, observations }: LoadedMaze): Promise<void> {
  const plan = planDeployment(held.topologyId, maze);
  const status = new LiveStatus(context, held, topology.status);
  const observed = await observe(context, held.topologyId);
  if (typeof observed === 'string') return status.become('degraded', observed, unknownStates(observations));
  if (observed && observed.hash === plan.hash && isComplete(plan, observed.deckies)) return status.become('active', null, observed.deckies);
  await status.become('degraded', differenceOf(observed, mazeHash(maze)), observed?.deckies ?? unknownStates(observations));
  try {
    const result = await converge(context, held, plan);
    const failed = plan.deckies.filter(({ deckyId }) => result.deckies[deckyId]?.state !== 'running');
    if (failed.length === 0) return await status.become('active', null, result.deckies);
    const failures = failed.map(({ name, deckyId }) => `${name}: ${result.deckies[deckyId]?.lastError ?? 'does not run'}`);
    return await status.become('degraded', partialReason(failures, plan.deckies.length), result.deckies);
  } catch (error) {
    if (error instanceof Fenced) throw error;
    return status.become('degraded', reasonOf(error), unknownStates(observations));
  }
}

/** Moves between the two live statuses, and stays where it is already. */
class LiveStatus {
  constructor(private readonly context: WorkContext, private readonly held: HeldLease, private current: TopologyStatus) {}

  async become(to: 'active' | 'degraded', reason: string | null, states: DeckyStates): Promise<void> {
    if (this.current === to) return;
    await settle(this.context, this.held, { from: this.current, to, reason, states, set: { lastError: reason } });
    this.current = to;
  }
}

async function observe({ engine }: WorkContext, scope: string): Promise<ScopeObservation | null | string> {
  try {
    const { scopes } = await engine.observe(scope);
    return scopes.find((candidate) => candidate.scope === scope) ?? null;
  } catch (error) {
    return reasonOf(error);
  }
}

function differenceOf(observed: ScopeObservation | null, wanted: string): string {
  if (!observed) return 'the engine does not run this maze; it is being started again';
  if (observed.hash !== wanted) return 'the engine runs something else than is wanted; it is being brought back';
  return 'some deckies do not run; they are being started again';
}

function unknownStates(before: DeckyStates): DeckyStates {
  const states: DeckyStates = {};
  for (const [id, { lastError }] of Object.entries(before)) states[id] = { state: 'stopped', lastError, endpoints: [] };
  return states;
}
