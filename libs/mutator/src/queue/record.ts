import { topics } from '@decnet/bus';
import { type DeploymentPlan, lansWithNewSubnet, type Maze, type Mutation, type OpResult, touchesSubnets } from '@decnet/domain';
import type { DeckyStates } from '@decnet/engine';
import type { MutationOutcome, Position, Tx } from '@decnet/persistence';
import { convergeQuietly, Fenced, fenced } from '../convergence.js';
import { reasonOf } from '../deploy.js';
import { ACTOR, step, type WorkContext } from '../work-context.js';
import { type Begun, comesTo, type QueueWork } from './begun.js';
import { rangeOf, takeTurn, tell, type Turn } from './resolve.js';

/**
 * Makes an op that runs part of the maze: rows, version, journal, subnets and its own end in one transaction, which also
 * begins the next: the disk is waited for once an op.
 * @param plan what runs now
 * @throws Fenced
 */
export async function recordApplied(work: QueueWork, begun: Begun, plan: DeploymentPlan, states: DeckyStates): Promise<Turn> {
  const { context, held, design } = work;
  const { database, bus } = context;
  const { mutation } = begun;
  const news = design.news(states);
  const write = (): Promise<{ maze: Maze; turn: Turn }> => fenced(() => database.unitOfWork.run(async (tx) => {
    const written = await writeDesign(work, begun, tx);
    const position = await database.mazes.extend(tx, written.position, 1);
    await end(context, tx, position, mutation, { state: 'applied', reason: null });
    if (Object.keys(news).length > 0) await database.mazes.writeObservations(tx, held.topologyId, news, {});
    return { maze: written.maze, turn: await takeTurn(work, tx, position, written.maze) };
  }));
  const { maze, turn } = await step(context, 'record', held.topologyId, () => step(context, 'resolve', held.topologyId, write));
  design.become(maze, turn.eventSeq, plan);
  design.observed(states);
  bus.publishSafely(topics.topologyMutation(held.topologyId, 'applied'), 'mutation', { mutationId: mutation.id });
  tell(work, turn);
  return turn;
}

/** @returns the maze as it is then, and the position of its journal rows */
async function writeDesign({ context: { database }, held, design }: QueueWork, begun: Begun, tx: Tx): Promise<{ maze: Maze; position: Position }> {
  const rows = begun.edit.changes.length;
  const position = await database.mazes.bump(tx, held.topologyId, held.guard, { version: rows > 0 ? 1 : 0, rows });
  const base = await design.at(tx, position.firstSeq - 1);
  if (rows === 0) return { maze: base, position };
  // Boxes may have been moved while the engine worked: then the same op on the maze as it is now.
  const edit = base === begun.base ? begun.edit : comesTo(base, begun.edit.resolved);
  const written = await database.mazes.writeChanges(tx, position, edit.changes, { actor: begun.mutation.requestedBy, inverse: edit.inverse });
  if (touchesSubnets(edit.resolved)) await takeSubnets(database, tx, begun.mutation, edit);
  return { maze: edit.maze, position: written };
}

/** What was kept for the mutation becomes the LAN's. */
async function takeSubnets({ claims }: WorkContext['database'], tx: Tx, { topologyId, id }: Mutation, { changes }: OpResult): Promise<void> {
  await claims.lock(tx);
  await claims.giveUp(tx, topologyId, id);
  await claims.claim(tx, topologyId, lansWithNewSubnet(changes).map((lan) => ({ lanId: lan.id, ...rangeOf(lan.subnet) })));
}

/**
 * Ends a mutation that the engine could not do: the engine is sent back to what the rows say, the mutation fails, and the
 * maze is degraded until what is observed agrees with the rows again.
 * @throws Fenced
 */
export async function recordFailed(work: QueueWork, { mutation }: Begun, cause: unknown): Promise<void> {
  const { context, held, design } = work;
  const { database, bus, log } = context;
  const { topologyId: id } = held;
  const back = await goBack(work);
  const reason = `ENGINE_FAILED: ${reasonOf(cause)}${back.failure}`;
  log.warn(`mutation ${mutation.id} of ${id} failed: ${reason}`);
  const news = design.news(back.states);
  const from = await step(context, 'record', id, () => fenced(() => database.unitOfWork.run(async (tx) => {
    const position = await database.mazes.bump(tx, id, held.guard, { version: 0 });
    await end(context, tx, position, mutation, { state: 'failed', reason });
    await database.claims.giveUp(tx, id, mutation.id);
    if (position.status === 'active') await database.mazes.move(tx, id, 'degraded', { reason, actor: ACTOR, set: { lastError: reason } });
    if (Object.keys(news).length > 0) await database.mazes.writeObservations(tx, id, news, {});
    return position.status;
  })));
  design.observed(back.states);
  bus.publishSafely(topics.topologyMutation(id, 'failed'), 'mutation', { mutationId: mutation.id, reason });
  if (from === 'active') bus.publishSafely(topics.topologyStatus(id), 'status', { from, to: 'degraded', reason });
}

/** One attempt: what it leaves undone is repaired later. */
async function goBack({ context, held, design }: QueueWork): Promise<{ states: DeckyStates; failure: string }> {
  try {
    return { states: (await convergeQuietly(context, held, design.plan, [])).deckies, failure: '' };
  } catch (error) {
    if (error instanceof Fenced) throw error;
    return { states: {}, failure: `; going back failed: ${reasonOf(error)}` };
  }
}

async function end({ database }: WorkContext, tx: Tx, position: Position, mutation: Mutation, outcome: MutationOutcome): Promise<void> {
  // Nobody else ends what was begun under this lease, unless the lease is gone.
  if (!(await database.mutations.end(tx, position, mutation, outcome, { actor: ACTOR }))) throw new Fenced();
}
