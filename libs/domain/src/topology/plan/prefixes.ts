import { type Cidr, formatCidr } from '../../allocation/cidr.js';

export type Prefix = Pick<Cidr, 'first' | 'prefix'>;

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** Halves of one larger prefix become that prefix, again and again: covers exactly what the given ones cover. @param sorted by first, disjoint */
export function aggregate(sorted: readonly Prefix[]): Prefix[] {
  const stack: Prefix[] = [];
  for (const { first, prefix } of sorted) {
    let merged = { first, prefix };
    for (let left = stack.at(-1); left && areHalves(left, merged); left = stack.at(-1)) {
      merged = { first: left.first, prefix: left.prefix - 1 };
      stack.pop();
    }
    stack.push(merged);
  }
  return stack;
}

function areHalves(left: Prefix, right: Prefix): boolean {
  const size = sizeOf(left.prefix);
  return left.prefix === right.prefix && left.prefix > 0 && right.first === left.first + size && left.first % (size * 2) === 0;
}

/** At most `limit` prefixes that cover the given ones, and as little else as a common shortest length allows. */
export function coverWithin(exact: readonly Prefix[], limit: number): Prefix[] {
  let cover = [...exact];
  for (let length = 31; cover.length > limit; length--) cover = aggregate(shortened(cover, length));
  return cover;
}

/** Longer prefixes become those of `length` that hold them, each once. */
function shortened(sorted: readonly Prefix[], length: number): Prefix[] {
  const size = sizeOf(length);
  const found: Prefix[] = [];
  for (const { first, prefix } of sorted) {
    const wide = prefix <= length ? { first, prefix } : { first: first - (first % size), prefix: length };
    const before = found.at(-1);
    if (!before || wide.first >= before.first + sizeOf(before.prefix)) found.push(wide);
  }
  return found;
}

export function formatPrefix({ first, prefix }: Prefix): string {
  return formatCidr(first, prefix);
}
