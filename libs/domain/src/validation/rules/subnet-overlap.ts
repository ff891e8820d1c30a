import type { Lan } from '../../topology/types.js';
import { error } from '../issue.js';
import type { Rule } from '../rule.js';

interface Placed { lan: Lan; first: number; last: number }

/** Sort and sweep: each subnet against the one that reaches furthest so far. */
export const overlappingSubnets: Rule = (view, { lans }) => {
  if (lans.length === 0) return [];
  const placed = view.maze.lans.flatMap((lan): Placed[] => {
    const cidr = view.cidr(lan);
    return cidr ? [{ lan, first: cidr.first, last: cidr.last }] : [];
  });
  placed.sort((a, b) => a.first - b.first || a.last - b.last);
  const overlaps = new Map<string, Lan>();
  let furthest: Placed | undefined;
  for (const at of placed) {
    if (furthest && at.first <= furthest.last) {
      overlaps.set(at.lan.id, furthest.lan);
      if (!overlaps.has(furthest.lan.id)) overlaps.set(furthest.lan.id, at.lan);
    }
    if (!furthest || at.last > furthest.last) furthest = at;
  }
  return lans.flatMap((lan) => {
    const other = overlaps.get(lan.id);
    return other ? [error('SUBNET_OVERLAP', `${lan.subnet} of ${lan.name} overlaps ${other.subnet} of ${other.name}`, 'lan', lan.id, 'subnet')] : [];
  });
};
