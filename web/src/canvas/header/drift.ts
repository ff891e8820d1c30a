import type { MazeState } from '../live/mazeState';

/** Names of deckies that were seen and do not run as they should; what is still starting is none of them. */
export function adriftIn({ deckies, observed }: Pick<MazeState, 'deckies' | 'observed'>): string[] {
  return Object.values(deckies).filter(({ id }) => ['failed', 'degraded', 'stopped'].includes(observed[id]?.state ?? 'pending')).map(({ name }) => name);
}
