import { describe, expect, it } from '@jest/globals';
import { savingLook } from './saving';

describe('the word about saving', () => {
  it.each([
    ['saved', 0, 'Saved', /everything/], ['saving', 3, 'Saving', /^3 changes on the way/], ['offline', 1, 'Not saved: 1', /1 change waits here, and the page tries again/],
    ['offline', 2, 'Not saved: 2', /2 changes wait here/], ['stuck', 2, 'Not saved: 2', /^why$/], ['stuck', 0, 'Nothing can be saved', /^why$/],
  ] as const)('says %s with %i waiting', (saving, waiting, word, help) => {
    const look = savingLook(saving, waiting, 'why');
    expect(look).toMatchObject({ kind: saving, word });
    expect(look.help).toMatch(help);
  });
});
