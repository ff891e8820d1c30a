import { describe, expect, it } from '@jest/globals';
import { applyOps, type Maze, type Op } from '@decnet/domain';
import { CARD, EMPTY_LAN, type Box, type Layout } from '../layout/geometry';
import { structureOf } from '../layout/structure';
import { fromSnapshot } from '../live/mazeState';
import { aMaze } from '../testMaze';
import { manyDeed } from './adding';
import { arranged } from './arranging';
import { clipOf, pasteDeed } from './copying';
import type { Deed } from './deed';
import type { Scene } from './hands';
import { freePlace, madeRoom, overlap, seated, unstored } from './places';
import { removalDeed, strandedBy } from './removing';

const BOXES: Layout['lans'] = { l0: { x: 0, y: 0, width: 300, height: 200 }, l1: { x: 0, y: 300, width: 500, height: 200 }, l2: { x: 600, y: 300, width: 300, height: 200 } };

/** The maze of the specs, laid out: d1 and d3 in l1, d0 in l0, d2 in l2. */
function scene(design: Maze = plain()): Scene {
  const state = { ...fromSnapshot(aMaze()), lans: byId(design.lans), deckies: byId(design.deckies), edges: byId(design.edges) };
  const structure = structureOf(state);
  const deckies = { d0: { x: 16, y: 56 }, d1: { x: 16, y: 56 }, d2: { x: 16, y: 56 }, d3: { x: 250, y: 70 } };
  let ids = 0;
  return { design, laidOut: { structure, layout: { lans: BOXES, deckies, routes: {} } }, context: { newId: () => `n${(ids += 1)}`, takenRanges: [], subnetBase: '172.16.0.0/12' } };
}

function byId<T extends { id: string }>(rows: readonly T[]): Record<string, T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function plain(): Maze {
  const { lans, deckies, edges } = fromSnapshot(aMaze());
  return { lans: Object.values(lans), deckies: Object.values(deckies), edges: Object.values(edges) };
}

const select = (kind: 'lan' | 'decky' | 'edge', ...ids: string[]) => new Map(ids.map((id) => [id, kind] as const));
const done = (from: Scene, deed: Deed | string | null): Maze => {
  if (deed === null || typeof deed === 'string') throw new Error(`not a deed: ${deed}`);
  return applyOps(from.design, deed.ops, from.context).maze;
};
const clear = (boxes: Readonly<Record<string, Box>>): boolean => Object.values(boxes).every((a, index, all) => all.slice(index + 1).every((b) => !overlap(a, b)));

describe('removing', () => {
  it('removes attachments, deckies and LANs in an order that the rules allow, and counts them', () => {
    const here = scene();
    const deed = removalDeed(here, new Map([...select('lan', 'l2'), ...select('decky', 'd2'), ...select('edge', 'e1b', 'e2b')]));
    expect(deed!.label).toBe('Delete 1 LAN, 1 decky and 1 attachment');
    const maze = done(here, deed);
    expect([maze.lans.map(({ id }) => id), maze.deckies.map(({ id }) => id), maze.edges.map(({ id }) => id)]).toEqual([['l0', 'l1'], ['d0', 'd1', 'd3'], ['e0', 'e1', 'e3']]);
  });

  it('names what is alone, and nothing when nothing of it is there any more', () => {
    expect(removalDeed(scene(), select('decky', 'd3'))!.label).toBe('Delete decky-d3');
    expect(removalDeed(scene(), select('decky', 'gone'))).toBeNull();
  });

  it('knows who would stand nowhere', () => {
    expect(strandedBy(scene(), new Set(['l1']))).toEqual(['d3']);
    expect(strandedBy(scene(), new Set(['l1', 'l0'])).sort()).toEqual(['d0', 'd1', 'd3']);
  });
});

describe('copying', () => {
  it('copies a LAN with its deckies, their attachments and configuration, under new names and addresses', () => {
    const here = scene();
    const maze = done(here, pasteDeed(here, clipOf(here, select('lan', 'l1'), 'm')!, { verb: 'Duplicate', into: null, by: null }));
    const [lan] = maze.lans.slice(3);
    expect(lan).toMatchObject({ name: 'lan-03', isDmz: false });
    expect(maze.lans.map(({ subnet }) => subnet).filter((subnet) => subnet === lan!.subnet)).toHaveLength(1);
    const copies = maze.deckies.slice(4);
    expect(copies.map(({ name, forwardsL3, services }) => [name, forwardsL3, services])).toEqual([['decky-d4', true, ['ssh']], ['decky-d5', false, ['ssh']]]);
    expect(maze.edges.filter(({ deckyId }) => deckyId === copies[0]!.id).map(({ lanId, isHome }) => [lanId, isHome])).toEqual([[lan!.id, true], ['l0', false]]);
    expect(clear({ ...BOXES, copy: lan as Box })).toBe(true);
  });

  it('pastes into another maze what that has LANs for, the DMZ as a LAN where there is one', () => {
    const clip = clipOf(scene(), select('lan', 'l0', 'l1'), 'm')!;
    const other = scene({ lans: [{ ...plain().lans[0]!, id: 'x', name: 'dmz', subnet: '10.9.0.0/24' }], deckies: [], edges: [] });
    const maze = done(other, pasteDeed(other, clip, { verb: 'Paste', into: null, by: null }));
    expect(maze.lans.map(({ name, isDmz }) => [name, isDmz])).toEqual([['dmz', true], ['lan-00', false], ['lan-01', false]]);
    expect(maze.deckies.map(({ name }) => name)).toEqual(['decky-d0', 'decky-d1', 'decky-d3']);
    expect(maze.edges).toHaveLength(4);
    expect(maze.deckies[0]).toMatchObject({ isGateway: false });
  });

  it('asks for a LAN when the one of a copied decky is not there', () => {
    const clip = clipOf(scene(), select('decky', 'd3'), 'm')!;
    const other = scene({ lans: [{ ...plain().lans[0]!, id: 'x', name: 'dmz' }], deckies: [], edges: [] });
    expect(pasteDeed(other, clip, { verb: 'Paste', into: null, by: null })).toBe('Select the LAN into which decky-d3 shall go, then paste.');
    expect(done(other, pasteDeed(other, clip, { verb: 'Paste', into: 'x', by: null })).edges).toMatchObject([{ lanId: 'x', isHome: true }]);
  });
});

describe('places', () => {
  it('seats many without overlap, and moves the LANs that are in the way', () => {
    const here = scene();
    const deed = manyDeed(here, 'printer', 'l1', 20);
    const seats = deed.ops.map((op) => op as Extract<Op, { op: 'add_decky' }>).map(({ x, y }) => ({ x: x!, y: y!, ...CARD }));
    expect(clear(Object.fromEntries([...seats, { x: 16, y: 56, ...CARD }, { x: 250, y: 70, ...CARD }].map((box, index) => [index, box])))).toBe(true);
    expect(clear({ ...BOXES, ...deed.layout!.lans })).toBe(true);
    const { width, height } = deed.layout!.lans.l1!;
    expect(Math.max(...seats.map(({ x }) => x + CARD.width))).toBeLessThanOrEqual(width);
    expect(Math.max(...seats.map(({ y }) => y + CARD.height))).toBeLessThanOrEqual(height);
    expect(width / height).toBeGreaterThan(0.5);
  });

  it('moves nobody when a LAN grows into free ground, and pushes on what is behind what is pushed', () => {
    expect(madeRoom(BOXES, 'l2', { ...BOXES.l2!, width: 900 })).toEqual({ l2: { ...BOXES.l2!, width: 900 } });
    const row = { a: { x: 0, y: 0, width: 10, height: 10 }, b: { x: 20, y: 0, width: 10, height: 10 }, c: { x: 65, y: 0, width: 10, height: 10 } };
    const moved = madeRoom(row, 'a', { ...row.a, width: 30 });
    expect(Object.keys(moved)).toEqual(['a', 'b', 'c']);
    expect(clear({ ...row, ...moved })).toBe(true);
  });

  it('finds the nearest ground for a LAN', () => {
    const { laidOut } = scene();
    const place = freePlace(laidOut, { x: 250, y: 20, ...EMPTY_LAN });
    expect(clear({ ...BOXES, place })).toBe(true);
    expect(freePlace(laidOut, { x: 2000, y: 0, ...EMPTY_LAN })).toMatchObject({ x: 2000, y: 0 });
  });

  it('takes the wanted seat when it is free, and another when it is not', () => {
    const { laidOut } = scene();
    expect(seated(laidOut, 'l2', [{ x: 400, y: 60 }]).seats).toEqual([{ x: 400, y: 60 }]);
    expect(seated(laidOut, 'l2', [{ x: 20, y: 60 }]).seats).not.toEqual([{ x: 20, y: 60 }]);
    expect(seated(laidOut, 'l2', [{ x: -50, y: 0 }], new Set(['d2'])).seats).toEqual([{ x: 16, y: 56 }]);
  });

  it('knows the places that nobody has stored', () => {
    const { laidOut, design } = scene();
    const lans = design.lans.map((lan) => (lan.id === 'l1' ? { ...lan, ...BOXES.l1! } : lan));
    expect(Object.keys(unstored(laidOut, { ...design, lans }).lans)).toEqual(['l0', 'l2']);
    expect(Object.keys(unstored(laidOut, design).deckies)).toEqual(['d0', 'd1', 'd2', 'd3']);
  });
});

describe('arranging', () => {
  it('aligns and spreads LANs, and needs enough of them', () => {
    const { laidOut } = scene();
    expect(arranged(laidOut, select('lan', 'l0', 'l1', 'l2'), 'left')!.lans).toMatchObject({ l0: { x: 0 }, l1: { x: 0 }, l2: { x: 0 } });
    expect(arranged(laidOut, select('lan', 'l0', 'l1', 'l2'), 'across')!.lans).toMatchObject({ l0: { x: 0 }, l1: { x: 314 }, l2: { x: 828 } });
    expect(arranged(laidOut, select('lan', 'l0'), 'left')).toBeNull();
    expect(arranged(laidOut, select('lan', 'l0', 'l1'), 'down')).toBeNull();
  });

  it('aligns deckies within their LAN, below its head', () => {
    const { laidOut } = scene();
    expect(arranged(laidOut, select('decky', 'd1', 'd3'), 'top')).toEqual({ lans: {}, deckies: { d1: { x: 16, y: 56 }, d3: { x: 250, y: 56 } } });
  });
});
