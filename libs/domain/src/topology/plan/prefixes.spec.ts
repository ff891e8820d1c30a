import fc from 'fast-check';
import { aggregate, coverWithin, formatPrefix, type Prefix } from './prefixes.js';

/** Disjoint /24s under 10.0.0.0/16, sorted. */
const subnets = fc.uniqueArray(fc.nat(255), { minLength: 1 })
  .map((octets): Prefix[] => octets.sort((a, b) => a - b).map((octet) => ({ first: 10 * 2 ** 24 + octet * 256, prefix: 24 })));

function octetsOf(prefixes: readonly Prefix[]): number[] {
  return prefixes.flatMap(({ first, prefix }) => Array.from({ length: 2 ** (24 - prefix) }, (_, at) => (first / 256 + at) % 256));
}

// Guards: aggregated routes lead to every LAN that they stand for, and exact ones to nothing else.
test('aggregate covers exactly what it was given, by as few as there can be', () => {
  fc.assert(fc.property(subnets, (given) => {
    const merged = aggregate(given);
    expect(octetsOf(merged)).toEqual(octetsOf(given));
    expect(aggregate(merged)).toEqual(merged);
  }));
  const sixteen = Array.from({ length: 16 }, (_, at) => ({ first: at * 256, prefix: 24 }));
  expect(aggregate(sixteen).map(formatPrefix)).toEqual(['0.0.0.0/20']);
  expect(aggregate(sixteen.slice(1, 4)).map(formatPrefix)).toEqual(['0.0.1.0/24', '0.0.2.0/23']);
});

test('coverWithin keeps the limit and loses nothing', () => {
  fc.assert(fc.property(subnets, fc.integer({ min: 1, max: 8 }), (given, limit) => {
    const cover = coverWithin(aggregate(given), limit);
    expect(cover.length).toBeLessThanOrEqual(limit);
    expect(new Set(octetsOf(cover))).toEqual(new Set([...octetsOf(cover), ...octetsOf(given)]));
  }));
  const apart = [{ first: 10 * 2 ** 24, prefix: 24 }, { first: 192 * 2 ** 24, prefix: 24 }];
  expect(coverWithin(apart, 1).map(formatPrefix)).toEqual(['0.0.0.0/0']);
});
