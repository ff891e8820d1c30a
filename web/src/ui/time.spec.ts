import { describe, expect, it } from '@jest/globals';
import { ago } from './time';

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
