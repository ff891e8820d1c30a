import { topics } from '@decnet/bus';
import { cidrRange, DomainError, type Issue, lansWithNewSubnet, type Maze, type Mutation, type OpResult, parseOp, touchesSubnets } from '@decnet/domain';
import type { Database, Position, Tx } from '@decnet/persistence';
import { Fenced, fenced } from '../convergence.js';
import { reasonOf } from '../deploy.js';
import { ACTOR, step } from '../work-context.js';
import { type Begun, comesTo, type QueueWork } from './begun.js';

/** An op that a rule refuses: nothing is wrong with what runs. */
interface Refused { refusal: string }

/** What has become of those whose turn it was: some were refused, and then one was begun. */
export interface Turn {
  begun: Begun | null;
  refused: { mutationId: string; reason: string }[];
  /** Number of the last journal row. */
  eventSeq: number;
}

/** One transaction refuses no more than this: others wait for it. */
const MOST_REFUSALS = 50;

/** The next turn, in a transaction of its own. @throws Fenced */
export async function resolve(work: QueueWork): Promise<Turn> {
  const { context, held, design } = work;
  const { database } = context;
  const turn = await step(context, 'resolve', held.topologyId, () => fenced(() => database.unitOfWork.run(async (tx) => {
    const position = await database.mazes.bump(tx, held.topologyId, held.guard, { version: 0, rows: 0 });
    return takeTurn(work, tx, position, await design.at(tx, position.eventSeq));
  })));
  tell(work, turn);
  return turn;
}

/**
 * Makes the choices that the next op leaves open and stores them, before anything is touched: whoever has to repeat it
 * repeats the same. The subnet that it needs is claimed for it. Ops that break a rule end here.
 * @param position of a transaction that has locked the maze's row
 * @param base the maze as it is by then
 */
export async function takeTurn({ context, held }: QueueWork, tx: Tx, position: Position, base: Maze): Promise<Turn> {
  const { database } = context;
  const turn: Turn = { begun: null, refused: [], eventSeq: position.eventSeq };
  while (!turn.begun && turn.refused.length < MOST_REFUSALS) {
    const mutation = await database.mutations.next(held.topologyId, tx);
    if (!mutation) break;
    position = await database.mazes.extend(tx, position, 1);
    turn.eventSeq = position.eventSeq;
    const edit = await choose(database, tx, base, mutation);
    if ('refusal' in edit) turn.refused.push(await refuse(database, tx, position, mutation, edit));
    else turn.begun = await begin(database, tx, position, { mutation, base, edit });
  }
  // Where nothing was open, nothing was written that could not be written again.
  tx.settleBy(() => Promise.resolve(false));
  return turn;
}

/** To be said once the transaction is committed. */
export function tell({ context: { bus }, held }: QueueWork, { begun, refused }: Turn): void {
  for (const refusal of refused) bus.publishSafely(topics.topologyMutation(held.topologyId, 'failed'), 'mutation', refusal);
  if (begun) bus.publishSafely(topics.topologyMutation(held.topologyId, 'applying'), 'mutation', { mutationId: begun.mutation.id });
}

async function begin({ mutations }: Database, tx: Tx, position: Position, begun: Begun): Promise<Begun> {
  if (!(await mutations.begin(tx, position, begun.mutation, begun.edit.resolved, { actor: ACTOR }))) throw new Fenced();
  return begun;
}

async function refuse({ mutations, claims }: Database, tx: Tx, position: Position, mutation: Mutation, { refusal }: Refused): Promise<Turn['refused'][number]> {
  if (!(await mutations.end(tx, position, mutation, { state: 'failed', reason: refusal }, { actor: ACTOR }))) throw new Fenced();
  if (mutation.resolvedOp) await claims.giveUp(tx, position.id, mutation.id);
  return { mutationId: mutation.id, reason: refusal };
}

async function choose(database: Database, tx: Tx, maze: Maze, mutation: Mutation): Promise<OpResult | Refused> {
  const { topologyId, id, payload, resolvedOp } = mutation;
  const claims = isOfSubnets(mutation);
  if (claims) await database.claims.lock(tx);
  const taken = claims ? await database.claims.taken(tx, topologyId) : [];
  const edit = attempt(() => comesTo(maze, parseOp(resolvedOp ?? payload), taken));
  if ('refusal' in edit || !claims) return edit;
  // Kept under the id of the mutation: until it is applied, the LAN has its old range, too.
  const wanted = lansWithNewSubnet(edit.changes).map(({ subnet }) => ({ lanId: id, ...rangeOf(subnet) }));
  const refused = await database.claims.claim(tx, topologyId, wanted);
  return refused.length > 0 ? { refusal: 'SUBNET_TAKEN: the subnet belongs to another maze' } : edit;
}

/** Whatever is wrong with an op, a defect of the rules included, fails that op: it must not keep the queue. */
function attempt(work: () => OpResult): OpResult | Refused {
  try {
    return work();
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

function isOfSubnets({ payload, resolvedOp }: Mutation): boolean {
  try {
    return touchesSubnets(resolvedOp ?? payload);
  } catch {
    return false;
  }
}

export function rangeOf(subnet: string): { first: number; last: number } {
  const [first, last] = cidrRange(subnet);
  return { first, last };
}

/** A code, and for people what it means. */
function refusalOf(error: unknown): string {
  if (!(error instanceof DomainError)) return `INTERNAL: ${reasonOf(error)}`;
  const issues = error.details['issues'] as Issue[] | undefined;
  return issues ? issues.map(({ code, message }) => `${code}: ${message}`).join('; ') : `${error.code}: ${error.message}`;
}
