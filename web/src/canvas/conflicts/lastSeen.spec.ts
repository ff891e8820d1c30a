import { describe, expect, it } from '@jest/globals';
import { fromSnapshot } from '../live/mazeState';
import { structureOf } from '../layout/structure';
import type { LaidOut } from '../layout/useLayout';
import { aMaze } from '../testMaze';
import { LastSeen } from './lastSeen';

function laidOut(without: string | null): LaidOut {
  const { lans, deckies, edges } = fromSnapshot(aMaze());
  const left = Object.fromEntries(Object.entries(deckies).filter(([id]) => id !== without));
  const structure = structureOf({ lans, deckies: left, edges });
  const boxes = Object.fromEntries(Object.keys(lans).map((id, index) => [id, { x: 1_000 * index, y: 0, width: 500, height: 400 }]));
  return { structure, layout: { lans: boxes, deckies: Object.fromEntries(Object.keys(left).map((id) => [id, { x: 20, y: 60 }])), routes: {} } };
}

describe('where something stood last', () => {
  it('is where it stands, and where it stood once it is gone', () => {
    const seen = new LastSeen();
    seen.note(null);
    expect(seen.boxOf('decky', 'd3')).toBeNull();
    seen.note(laidOut(null));
    const there = seen.boxOf('decky', 'd3');
    expect(there).toMatchObject({ x: 1_020, y: 60 });
    seen.note(laidOut('d3'));
    seen.note(laidOut('d3'));
    expect(seen.boxOf('decky', 'd3')).toEqual(there);
    expect(seen.boxOf('decky', 'never')).toBeNull();
  });
});
