import { describe, expect, it } from '@jest/globals';
import { placeCard } from './placeCard';

const VIEW = { x: 0, y: 0, zoom: 1, width: 1_000, height: 700 };
const box = (x: number, y: number) => ({ x, y, width: 216, height: 92 });

describe('where a conflict is shown', () => {
  it('is below its node', () => {
    expect(placeCard(box(400, 100), VIEW, 0)).toEqual({ left: 356, top: 200 });
    expect(placeCard(box(400, 100), { ...VIEW, x: 10, y: -20, zoom: 0.5 }, 0)).toEqual({ left: 112, top: 84 });
  });
  it('stays in the window while the node is seen, and goes with it when it is not', () => {
    expect(placeCard(box(0, 650), VIEW, 0)).toEqual({ left: 8, top: 462 });
    expect(placeCard(box(1_400, 100), VIEW, 0).left).toBeGreaterThan(1_000);
  });
  it('is the corner for what has no place', () => {
    expect(placeCard(null, VIEW, 2)).toEqual({ left: 16, top: 64 });
  });
});
