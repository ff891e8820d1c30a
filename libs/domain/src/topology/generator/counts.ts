import { DomainError } from '../../errors.js';
import type { GeneratorParameters } from './parameters.js';

export const MAX_LANS = 4_096;
export const MAX_DECKIES = 20_000;
/** Ten places for each of that many deckies; a generated maze has far fewer. */
export const MAX_EDGES = 200_000;

export interface MazeCounts { lans: number; deckies: number }

type Shape = Pick<GeneratorParameters, 'depth' | 'branchingFactor' | 'deckiesPerLanMin' | 'deckiesPerLanMax'>;

/** Expected sizes of a generated maze, in closed form; not rounded, and beyond the limits for mazes that are refused. */
export function expectedCounts({ depth, branchingFactor, deckiesPerLanMin, deckiesPerLanMax }: Shape): MazeCounts {
  const children = (1 + branchingFactor) / 2;
  const lans = children === 1 ? depth : (children ** depth - 1) / (children - 1);
  const perLan = (leastDeckies(deckiesPerLanMin) + deckiesPerLanMax) / 2;
  return { lans, deckies: 1 + (lans - 1) * perLan };
}

/** No LAN but for a decky in it. */
export function leastDeckies(deckiesPerLanMin: number): number {
  return Math.max(1, deckiesPerLanMin);
}

/** @throws DomainError LIMIT {lans, deckies, edges}, the largest that is generated or imported */
export function assertWithinLimits(lans: number, deckies: number, edges = 0): void {
  if (lans <= MAX_LANS && deckies <= MAX_DECKIES && edges <= MAX_EDGES) return;
  const limits = { lans: MAX_LANS, deckies: MAX_DECKIES, edges: MAX_EDGES };
  throw new DomainError('LIMIT', `a maze has at most ${MAX_LANS} LANs, ${MAX_DECKIES} deckies and ${MAX_EDGES} places of deckies in LANs`, limits);
}
