import { describe, expect, it } from '@jest/globals';
import elkModule from 'elkjs/lib/elk.bundled.js';
import type { ELK } from 'elkjs/lib/elk-api';
import type { TopologyResponse } from '@decnet/contract';
import { fromSnapshot } from '../live/mazeState';
import { aMaze } from '../testMaze';
import { computeLayout } from './compute';
import { boundsOf, CARD, CARD_EXIT, LAN_HEAD, type Box } from './geometry';
import { isFullyStored, withStored } from './stored';
import { structureOf } from './structure';

const elk = new (elkModule as unknown as new () => ELK)();
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

async function layoutOf(maze: TopologyResponse) {
  const design = fromSnapshot(maze);
  const structure = structureOf(design);
  return { structure, layout: withStored(await computeLayout(elk, structure), design, structure) };
}

function overlapping(boxes: Record<string, Box>): string[] {
  const entries = Object.entries(boxes);
  return entries.flatMap(([a, boxA], index) => entries.slice(index + 1).filter(([, boxB]) => overlap(boxA, boxB)).map(([b]) => `${a} and ${b}`));
}

describe('what joins what', () => {
  it('draws a bridge at home, with one link to each other LAN, and tells routing from attached', () => {
    const structure = structureOf(fromSnapshot(aMaze()));
    expect(structure.residents).toEqual({ l0: ['d0'], l1: ['d1', 'd3'], l2: ['d2'] });
    expect(structure.links.map(({ edgeId, routing, inward }) => [edgeId, routing, inward])).toEqual([['e1b', true, true], ['e2b', false, true]]);
    expect(structure.distance).toEqual({ l0: 0, l1: 1, l2: 2 });
  });
});

describe('the layout', () => {
  // Guards the drawing: cards inside their LAN below its head, LANs apart, deeper ones further down.
  it('keeps cards inside their LAN and LANs apart, in layers away from the DMZ', async () => {
    const { structure, layout } = await layoutOf(aMaze());
    expect(overlapping({ ...layout.lans })).toEqual([]);
    for (const [lanId, residents] of Object.entries(structure.residents)) {
      const lan = layout.lans[lanId]!;
      const cards = Object.fromEntries(residents.map((id) => [id, { ...layout.deckies[id]!, ...CARD }]));
      expect(overlapping(cards)).toEqual([]);
      for (const card of Object.values(cards)) {
        expect(card.y).toBeGreaterThanOrEqual(LAN_HEAD);
        expect(card.x + card.width).toBeLessThanOrEqual(lan.width);
        expect(card.y + card.height).toBeLessThanOrEqual(lan.height);
      }
    }
    expect(layout.lans.l0!.y).toBeLessThan(layout.lans.l1!.y);
    expect(layout.lans.l1!.y).toBeLessThan(layout.lans.l2!.y);
  });

  // Guards the edges: they begin in line with the bridge's card, on the border of its home, and end on the border of the other LAN.
  it('routes from the home of the bridge to the other LAN', async () => {
    const { layout } = await layoutOf(aMaze());
    const route = layout.routes.e1b!;
    const [home, other] = [layout.lans.l1!, layout.lans.l0!];
    expect(route[0]).toEqual({ x: home.x + layout.deckies.d1!.x + CARD_EXIT, y: home.y });
    expect(route.at(-1)!.y).toBeCloseTo(other.y + other.height);
  });

  it('lets stored places win, puts the rest beside them, and drops routes whose ends moved', async () => {
    const maze = aMaze();
    Object.assign(maze.lans[0]!, { x: 5000, y: 5000, width: 600, height: 400 });
    Object.assign(maze.deckies[0]!, { x: 40, y: 380 });
    const { layout } = await layoutOf(maze);
    expect(layout.lans.l0).toMatchObject({ x: 5000, y: 5000, width: 600 });
    expect(layout.lans.l0!.height).toBeGreaterThanOrEqual(380 + CARD.height);
    expect(overlapping({ ...layout.lans })).toEqual([]);
    expect(Object.keys(layout.routes)).toEqual(['e2b']);
    expect(isFullyStored(fromSnapshot(maze))).toBe(false);
  });

  // Guards a decky that is added to a running maze: the server gives it no place, and its computed one may be where a card was put by hand.
  it('seats a new decky beside those that were placed by hand', async () => {
    const maze = aMaze();
    Object.assign(maze.lans[1]!, { x: 0, y: 0, width: 500, height: 200 });
    for (const index of [1, 3]) maze.deckies.push({ ...maze.deckies[index]!, id: `n${index}`, name: `new-${index}` });
    maze.edges.push(...['n1', 'n3'].map((deckyId, index) => ({ id: deckyId, deckyId, lanId: 'l1', ip: `10.0.1.${index + 20}`, isHome: true })));
    Object.assign(maze.deckies[1]!, { x: 30, y: 60 });
    Object.assign(maze.deckies[3]!, { x: 246, y: 70 });
    const { layout } = await layoutOf(maze);
    const cards = Object.fromEntries(['d1', 'd3', 'n1', 'n3'].map((id) => [id, { ...layout.deckies[id]!, ...CARD }]));
    expect(overlapping(cards)).toEqual([]);
    expect(layout.deckies).toMatchObject({ d1: { x: 30, y: 60 }, d3: { x: 246, y: 70 } });
    expect(Math.max(...Object.values(cards).map(({ y, height }) => y + height))).toBeLessThanOrEqual(layout.lans.l1!.height);
  });

  // Guards the first look: a narrow tree of full LANs would be a thin, unreadable tower if its LANs stood upright as in broad trees.
  it('gives LANs the shape in which the maze can be drawn largest', async () => {
    const maze = aMaze();
    const [pattern] = maze.deckies;
    const crowd = maze.lans.flatMap((lan) => Array.from({ length: 6 }, (_, index) => ({ id: `${lan.id}-${index}`, lanId: lan.id })));
    maze.deckies.push(...crowd.map(({ id }) => ({ ...pattern!, id, name: id })));
    maze.edges.push(...crowd.map(({ id, lanId }, index) => ({ ...maze.edges[0]!, id: `e-${id}`, deckyId: id, lanId, ip: `10.9.0.${index + 2}`, isHome: true })));
    const { layout } = await layoutOf(maze);
    const { width, height } = boundsOf(Object.values(layout.lans))!;
    expect(width / height).toBeGreaterThan(1);
  });

  it('lays out an empty maze and a LAN without deckies', async () => {
    const maze = { ...aMaze(), deckies: [], edges: [] };
    const { layout } = await layoutOf(maze);
    expect(overlapping({ ...layout.lans })).toEqual([]);
    expect((await layoutOf({ ...maze, lans: [] })).layout.lans).toEqual({});
  });
});
