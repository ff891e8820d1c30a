import { error } from '../issue.js';
import type { OwnedRange, Rule } from '../rule.js';

export const takenSubnets: Rule = (view, { lans }, { claimedRanges, hostRoutes }) => {
  const taken = [new Reaching(claimedRanges), new Reaching(hostRoutes)];
  return lans.flatMap((lan) => {
    const cidr = view.cidr(lan);
    if (!cidr) return [];
    const owner = taken.map((ranges) => ranges.meeting(cidr.first, cidr.last)).find((found) => found !== undefined);
    return owner ? [error('SUBNET_TAKEN', `${lan.subnet} belongs to ${owner.owner}`, 'lan', lan.id, 'subnet')] : [];
  });
};

/** Ranges sorted by first, asked by binary search; `reach` carries on the range that ends last, so that nested ones are found, too. */
class Reaching {
  private readonly reach: OwnedRange[] = [];

  constructor(private readonly ranges: readonly OwnedRange[]) {
    let furthest: OwnedRange | undefined;
    for (const range of ranges) {
      if (!furthest || range.last > furthest.last) furthest = range;
      this.reach.push(furthest);
    }
  }

  meeting(first: number, last: number): OwnedRange | undefined {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ranges[middle]!.first <= last) low = middle + 1;
      else high = middle;
    }
    const furthest = this.reach[low - 1];
    return furthest && furthest.last >= first ? furthest : undefined;
  }
}
