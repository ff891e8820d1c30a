import { describe, expect, it } from '@jest/globals';
import { CLOSED_ABOVE, isOpenAt } from './collapse';

const opened = new Set(['a']);

describe('which LANs are open', () => {
  it.each([
    ['far', 3, [false, false]], ['far', 1_000, [false, false]], ['mid', CLOSED_ABOVE, [true, true]], ['mid', CLOSED_ABOVE + 1, [true, false]], ['near', 1_000, [true, true]],
  ] as const)('at %s with %i deckies', (detail, count, expected) => {
    const isOpen = isOpenAt(detail, count, opened);
    expect(['a', 'b'].map(isOpen)).toEqual(expected);
  });
});
