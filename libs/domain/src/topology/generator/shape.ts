import { assertWithinLimits, leastDeckies } from './counts.js';
import type { GeneratorParameters } from './parameters.js';
import type { Sfc32 } from './prng.js';

/** A LAN of the tree by its place in it; children of one LAN stand next to each other. */
export interface ShapedLan {
  /** -1 for the DMZ. */
  parent: number;
  firstChild: number;
  children: number;
  deckies: number;
}

/** The tree of LANs, level by level, the DMZ first. @throws DomainError LIMIT as soon as it grows too large, before anything else is chosen */
export function drawShape({ depth, branchingFactor, deckiesPerLanMin, deckiesPerLanMax }: GeneratorParameters, random: Sfc32): ShapedLan[] {
  const lans: ShapedLan[] = [{ parent: -1, firstChild: 1, children: 0, deckies: 1 }];
  let levelStart = 0;
  for (let level = 1; level < depth; level++) {
    const levelEnd = lans.length;
    for (let parent = levelStart; parent < levelEnd; parent++) {
      const children = random.between(1, branchingFactor);
      assertWithinLimits(lans.length + children, 0);
      Object.assign(lans[parent]!, { firstChild: lans.length, children });
      for (let i = 0; i < children; i++) lans.push({ parent, firstChild: 0, children: 0, deckies: 0 });
    }
    levelStart = levelEnd;
  }
  let total = 1;
  for (const lan of lans.slice(1)) {
    lan.deckies = random.between(leastDeckies(deckiesPerLanMin), deckiesPerLanMax);
    total += lan.deckies;
  }
  assertWithinLimits(lans.length, total);
  return lans;
}

/** A LAN that a cross edge from `self` may lead to: neither itself nor next to it in the tree. Null when there is none. */
export function drawCrossTarget(lans: readonly ShapedLan[], self: number, random: Sfc32): number | null {
  const { parent, firstChild, children } = lans[self]!;
  const candidates = lans.length - 1 - children - (parent < 0 ? 0 : 1);
  if (candidates <= 0) return null;
  let target = random.below(candidates);
  // In ascending order, so that stepping over one never lands on another.
  if (parent >= 0 && target >= parent) target += 1;
  if (target >= self) target += 1;
  if (children > 0 && target >= firstChild) target += children;
  return target;
}
