import { describe, expect, it } from '@jest/globals';
import { ago, duration } from './time';

describe('ages', () => {
  const now = Date.parse('2025-05-05T12:00:00.000Z');
  // Guards the list against ages that round up into the wrong unit, and against negative ones when clocks differ a little.
  it.each([
    ['2025-05-05T11:59:31.000Z', 'just now'],
    ['2025-05-05T12:00:20.000Z', 'just now'],
    ['2025-05-05T11:58:00.000Z', '2 minutes ago'],
    ['2025-05-05T10:01:00.000Z', '1 hour ago'],
    ['2025-05-04T11:00:00.000Z', 'yesterday'],
    ['2025-03-01T12:00:00.000Z', '2 months ago'],
  ])('%s is %s', (at, expected) => expect(ago(at, now)).toBe(expected));
});

describe('durations', () => {
  it.each([[0, '0 s'], [-3, '0 s'], [59.9, '59 s'], [60, '1 min'], [3_725, '1 h 2 min'], [7_205, '2 h'], [90_000, '1 d 1 h'], [8_640_000, '100 d']])('%s seconds are %s', (seconds, expected) => {
    expect(duration(seconds)).toBe(expected);
  });
});
