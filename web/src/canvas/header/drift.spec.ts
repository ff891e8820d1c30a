import { describe, expect, it } from '@jest/globals';
import type { DeckyState } from '@decnet/domain';
import { fromSnapshot } from '../live/mazeState';
import { aMaze } from '../testMaze';
import { adriftIn } from './drift';

describe('what is adrift', () => {
  it('was seen and does not run', () => {
    const state = fromSnapshot(aMaze());
    const seen = (deckyState: DeckyState) => ({ state: deckyState, lastError: null, endpoints: [] });
    const observed = { d0: seen('failed'), d1: seen('starting'), d2: seen('stopped') };
    expect(adriftIn({ deckies: state.deckies, observed })).toEqual(['decky-d0', 'decky-d2']);
  });
});
