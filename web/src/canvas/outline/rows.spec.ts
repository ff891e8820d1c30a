import { describe, expect, it } from '@jest/globals';
import { structureOf } from '../layout/structure';
import { fromSnapshot } from '../live/mazeState';
import { aMaze } from '../testMaze';
import { neighbourOf, rowsOf, stepFrom, typedAhead, type OutlineRow } from './rows';

const design = fromSnapshot(aMaze());
const rows = (folded: readonly string[] = [], of = design): OutlineRow[] => rowsOf(of, structureOf(of), 'maze', new Set(folded));
const row = (key: string, among = rows()): OutlineRow => among.find((one) => one.key === key)!;
const to = (from: string, key: string): string | undefined => {
  const step = stepFrom(rows(), row(from), key);
  return step !== null && 'to' in step ? step.to?.key : step?.fold;
};

describe('the outline', () => {
  it('is the maze, its LANs from the DMZ outward, and who is at home in each', () => {
    expect(rows().map(({ key, level, position, siblings }) => `${level} ${key} ${position}/${siblings}`)).toEqual([
      '1 maze 1/1', '2 lan:l0 1/3', '3 decky:d0 1/1', '2 lan:l1 2/3', '3 decky:d1 1/2', '3 decky:d3 2/2', '2 lan:l2 3/3', '3 decky:d2 1/1',
    ]);
  });

  it('keeps those that stand nowhere, and hides what is folded', () => {
    const loose = { ...design, edges: Object.fromEntries(Object.entries(design.edges).filter(([, edge]) => edge.deckyId !== 'd3')) };
    expect(rows(['lan:l1'], loose).map(({ key }) => key)).toEqual(['maze', 'lan:l0', 'decky:d0', 'lan:l1', 'lan:l2', 'decky:d2', 'decky:d3']);
  });

  it.each([
    ['lan:l0', 'ArrowDown', 'decky:d0'], ['lan:l1', 'ArrowUp', 'decky:d0'], ['decky:d3', 'Home', 'maze'], ['maze', 'End', 'decky:d2'],
    ['lan:l1', 'ArrowRight', 'decky:d1'], ['lan:l1', 'ArrowLeft', 'lan:l1'], ['decky:d1', 'ArrowLeft', 'lan:l1'], ['decky:d1', 'ArrowRight', undefined],
    ['decky:d2', 'ArrowDown', undefined], ['maze', 'ArrowLeft', undefined],
  ])('from %s, %s leads to %s', (from, key, expected) => expect(to(from, key)).toBe(expected));

  it('finds by the first letters, on from where one is and round the end', () => {
    expect(typedAhead(rows(), row('decky:d1'), 'd')?.key).toBe('decky:d3');
    expect(typedAhead(rows(), row('decky:d2'), 'd')?.key).toBe('decky:d0');
    expect(typedAhead(rows(), row('decky:d3'), 'lan-02')?.key).toBe('lan:l2');
    expect(typedAhead(rows(), row('maze'), 'x')).toBeUndefined();
  });

  it('knows where to be when a row goes', () => {
    expect(['decky:d1', 'decky:d3', 'decky:d0', 'lan:l2'].map((key) => { const all = rows(); return neighbourOf(all, row(key, all))?.key; })).toEqual(['decky:d3', 'decky:d1', 'lan:l0', 'lan:l1']);
  });
});
