import { cidrRange, DomainError, type Issue, lansWithNewSubnet, type Maze, type Mutation, type OpResult, parseOp, touchesSubnets } from '@decnet/domain';
import type { Database, Tx } from '@decnet/persistence';
import { fenced } from '../convergence.js';
import { reasonOf } from '../deploy.js';
import { ACTOR, step } from '../work-context.js';
import { type Begun, comesTo, type QueueWork } from './begun.js';

/** An op that a rule refuses: nothing is wrong with what runs. */
export interface Refused { refusal: string }

/** Rolls back: the mutation was cancelled before its turn came. */
class Cancelled extends Error {}

/**
 * Makes the choices that an op leaves open and stores them, before anything is touched: whoever has to repeat it repeats
 * the same. The subnet that it needs is claimed for it. An op that breaks a rule ends here.
 * @returns null when it was cancelled meanwhile
 * @throws Fenced
 */
export async function resolve({ context, held, design }: QueueWork, mutation: Mutation): Promise<Begun | Refused | null> {
  const { database } = context;
  try {
    return await step(context, 'resolve', held.topologyId, () => fenced(() => database.unitOfWork.run(async (tx) => {
      const position = await database.mazes.bump(tx, held.topologyId, held.guard, { version: 0 });
      const base = await design.at(tx, position.firstSeq - 1);
      const edit = await choose(database, tx, base, mutation);
      const isOpen = 'refusal' in edit
        ? await database.mutations.end(tx, position, mutation, { state: 'failed', reason: edit.refusal }, { actor: ACTOR })
        : await database.mutations.begin(tx, position, mutation, edit.resolved, { actor: ACTOR });
      if (!isOpen) throw new Cancelled();
      if ('refusal' in edit && mutation.resolvedOp) await database.claims.giveUp(tx, held.topologyId, mutation.id);
      return 'refusal' in edit ? edit : { mutation, base, edit };
    })));
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
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
