import { describe, expect, it } from '@jest/globals';
import { fromSnapshot } from '../live/mazeState';
import type { LaidOut } from '../layout/useLayout';
import { structureOf } from '../layout/structure';
import { aMaze } from '../testMaze';
import { detailAt } from './detail';
import { boxOf, project } from './project';
import { roundedPath, simpleRoute, startAtCard } from './route';

const design = fromSnapshot(aMaze());
const box = (y: number) => ({ x: 0, y, width: 300, height: 300 });
const laidOut: LaidOut = {
  structure: structureOf(design),
  layout: {
    lans: { l0: box(0), l1: box(400), l2: box(800) },
    deckies: { d0: { x: 20, y: 50 }, d1: { x: 20, y: 50 }, d2: { x: 20, y: 50 }, d3: { x: 20, y: 160 } },
    routes: { e1b: [{ x: 198, y: 400 }, { x: 198, y: 300 }] },
  },
};

describe('what is drawn', () => {
  // Guards the rule of the canvas: a bridge once, at home, and one edge to each other LAN, never decky to decky.
  it('draws every decky once, inside its home, and one link per further attachment', () => {
    const drawing = project(design, laidOut, 'near');
    expect(drawing.deckies.map(({ id, lanId, bridge }) => [id, lanId, bridge])).toEqual([['d0', 'l0', false], ['d1', 'l1', true], ['d3', 'l1', false], ['d2', 'l2', true]]);
    expect(drawing.links.map(({ id, deckyId, lanId, routing }) => [id, deckyId, lanId, routing])).toEqual([['e1b', 'd1', 'l0', true], ['e2b', 'd2', 'l1', false]]);
  });

  it('starts a routed link at the card, from far at the border of the LAN', () => {
    expect(project(design, laidOut, 'near').links[0]?.path).toMatch(/^M198 450/);
    expect(project(design, laidOut, 'far').links[0]?.path).toMatch(/^M198 400/);
  });

  // Guards the speed of a large maze seen whole.
  it('draws no deckies from far', () => {
    const drawing = project(design, laidOut, 'far');
    expect([drawing.lans.length, drawing.deckies.length]).toEqual([3, 0]);
  });

  it('knows where to fly', () => {
    expect(boxOf(laidOut, 'decky', 'd3')).toMatchObject({ x: 20, y: 560 });
    expect(boxOf(laidOut, 'lan', 'l2')).toEqual(box(800));
    expect(boxOf(laidOut, 'decky', 'gone')).toBeNull();
  });

  it('shows less the further away', () => {
    expect([1, 0.62, 0.5, 0.29].map(detailAt)).toEqual(['near', 'near', 'mid', 'far']);
  });
});

describe('routes', () => {
  it('leaves on the side that faces the other box', () => {
    expect(simpleRoute(box(400), box(0))).toEqual([{ x: 150, y: 400 }, { x: 150, y: 350 }, { x: 150, y: 350 }, { x: 150, y: 300 }]);
    expect(simpleRoute(box(0), { ...box(0), x: 500 })[0]).toEqual({ x: 300, y: 150 });
  });

  it('joins the card only when the route passes its exit', () => {
    const card = { x: 20, y: 450, width: 216, height: 92 };
    expect(startAtCard([{ x: 198, y: 400 }], card)).toEqual([{ x: 198, y: 450 }, { x: 198, y: 400 }]);
    expect(startAtCard([{ x: 20, y: 400 }], card)).toHaveLength(1);
  });

  it('rounds corners no further than half a leg', () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 8, y: 0 }, { x: 8, y: 100 }])).toBe('M0 0L4 0Q8 0 8 4L8 100');
    expect(roundedPath([])).toBe('');
  });
});
