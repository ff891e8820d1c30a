import { inspect, isDeepStrictEqual } from 'node:util';
import type { Engine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';
import { journalOf, mutationsOf } from './judge.js';

export type MazeState = Readonly<Record<string, unknown>>;

/** Everything of a maze that a late owner could change. */
export async function stateOf(database: Database, engine: Engine, id: string): Promise<MazeState> {
  const { topology: { leaseOwner, leaseExpiresAt, leaseEpoch, ...topology }, ...loaded } = (await database.mazes.load(id))!;
  const claims = (await database.claims.owners()).filter(({ topologyId }) => topologyId === id);
  return {
    ...loaded, topology, claims, journal: await journalOf(database, id, 0), mutations: await mutationsOf(database, id),
    holder: [leaseOwner, leaseExpiresAt], epoch: leaseEpoch, runs: (await engine.observe(id)).scopes,
  };
}

/** What of a maze is no longer as it was, for people; empty when all of it is. @param free parts that may have changed */
export function changesSince(before: MazeState, now: MazeState, free: readonly string[]): string {
  const changed = Object.keys(now).filter((part) => !free.includes(part) && !isDeepStrictEqual(now[part], before[part]));
  return changed.map((part) => `${part}: ${inspect(before[part])} became ${inspect(now[part])}`).join('; ').replaceAll(/\s+/g, ' ');
}
