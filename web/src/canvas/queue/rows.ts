import type { MutationListResponse } from '@decnet/contract';
import type { MutationState } from '@decnet/domain';
import { isCancelled, isOpen, joined, type KnownMutation, type QueueState } from '../live/queue';

/** How far back the pages that are loaded go: what is older comes with the next one, however it is known. */
function reach(pages: readonly MutationListResponse[]): number {
  const last = pages.at(-1);
  return last === undefined ? Number.POSITIVE_INFINITY : last.nextBefore ?? 0;
}

/** What was cancelled is kept as failed, but nobody who looks for failures means it. */
function matches(mutation: KnownMutation, filter: MutationState | null): boolean {
  return filter === null || (mutation.state === filter && !isCancelled(mutation));
}

/** Pages of the server and what the stream told, as one list, newest first; each mutation stays in its place while it goes from stage to stage. */
export function queueRows({ byId }: Pick<QueueState, 'byId'>, pages: readonly MutationListResponse[], filter: MutationState | null): KnownMutation[] {
  const rows = new Map(byId);
  for (const said of pages.flatMap(({ data }) => data)) {
    const known = rows.get(said.id);
    rows.set(said.id, known === undefined ? said : joined(known, said));
  }
  const from = reach(pages);
  return [...rows.values()].filter((mutation) => mutation.seq >= from && matches(mutation, filter)).sort((a, b) => b.seq - a.seq);
}

export interface Line {
  /** How many are ahead of it, by id; the one that is worked on has nobody. */
  ahead: ReadonlyMap<string, number>;
  applying: KnownMutation | null;
  waiting: number;
}

/** Everybody who waits, in the order of their turns. */
export function lineOf({ byId }: Pick<QueueState, 'byId'>): Line {
  const open = [...byId.values()].filter(isOpen).sort((a, b) => a.seq - b.seq);
  return {
    ahead: new Map(open.map(({ id }, index) => [id, index])),
    applying: open.find(({ state }) => state === 'applying') ?? null,
    waiting: open.filter(({ state }) => state === 'pending').length,
  };
}
