import { sketchMaze } from '../../test/sketch-maze.js';
import { lanDistances } from './lan-distances.js';
import { MAX_HOPS, route, routeTable } from './route.js';

/** dmz - a - b - c, and a second, longer way a - x - y - c; `shut` joins a and lab, but forwards nothing. */
const MAZE = sketchMaze(['dmz', 'a', 'b', 'c', 'x', 'y', 'lab', 'far'], {
  gate: { lans: ['dmz'], isGateway: true },
  da: { lans: ['a', 'dmz'], forwardsL3: true },
  ab: { lans: ['b', 'a'], forwardsL3: true },
  bc: { lans: ['c', 'b'], forwardsL3: true },
  ax: { lans: ['x', 'a'], forwardsL3: true },
  xy: { lans: ['y', 'x'], forwardsL3: true },
  yc: { lans: ['c', 'y'], forwardsL3: true },
  shut: { lans: ['lab', 'a'] },
  pc: { lans: ['lab'] },
  leaf: { lans: ['c'] },
  lone: { lans: ['far'] },
  nowhere: { lans: [] },
});

// Guards: what an intruder reaches from a decky, over which bridges, and who the next decky believes to see.
describe('route', () => {
  const cases: [from: string, to: string, expected: { sourceIp: string; hops: string[] } | null, why: string][] = [
    ['gate', '10.0.0.3', { sourceIp: '10.0.0.2', hops: [] }, 'its own LAN, directly'],
    ['gate', '10.0.0.2', { sourceIp: '10.0.0.2', hops: [] }, 'itself'],
    ['gate', '10.0.3.11', { sourceIp: '10.0.0.2', hops: ['D-da', 'D-ab', 'D-bc'] }, 'the fewest bridges'],
    ['leaf', '10.0.0.2', { sourceIp: '10.0.3.11', hops: ['D-bc', 'D-ab', 'D-da'] }, 'and back the same way'],
    ['gate', '10.0.1.3', { sourceIp: '10.0.0.2', hops: [] }, 'the far side of a bridge is the bridge: nobody forwards'],
    ['bc', '10.0.1.3', { sourceIp: '10.0.2.5', hops: ['D-ab'] }, 'a bridge leaves by the LAN that is nearer, not by its home'],
    ['bc', '10.0.5.7', { sourceIp: '10.0.3.5', hops: ['D-yc'] }, 'and by its home where that is nearer'],
    ['shut', '10.0.6.10', { sourceIp: '10.0.6.9', hops: [] }, 'both its LANs are its own'],
    ['shut', '10.0.0.2', { sourceIp: '10.0.1.9', hops: ['D-da'] }, 'and what forwards there serves it, too'],
    ['gate', '10.0.6.10', null, 'a bridge that does not forward lets nothing through'],
    ['gate', '10.0.6.9', null, 'nor does it answer on its far side'],
    ['pc', '10.0.0.2', null, 'in either direction'],
    ['gate', '10.0.7.12', null, 'a LAN that nothing leads to'],
    ['gate', '10.0.3.99', null, 'an address in a LAN within reach that nobody has'],
    ['gate', '8.8.8.8', null, 'the world outside'],
    ['gate', 'banana', null, 'what is no address'],
    ['nowhere', '10.0.0.2', null, 'from no LAN at all'],
    ['stranger', '10.0.0.2', null, 'a decky that is not there'],
  ];

  test.each(cases)('%s -> %s', (from, to, expected, why) => {
    expect([why, route(MAZE, `D-${from}`, to)]).toEqual([why, expected]);
  });

  test('of two ways of one length takes the one by names, whatever ids and row order say', () => {
    const maze = sketchMaze(['dmz', 'far'], { z: { lans: ['far', 'dmz'], forwardsL3: true }, m: { lans: ['far', 'dmz'], forwardsL3: true }, from: { lans: ['dmz'] }, to: { lans: ['far'] } });
    const renamed = { ...maze, deckies: maze.deckies.toReversed(), edges: maze.edges.toReversed() };
    for (const each of [maze, renamed]) expect(route(each, 'D-from', '10.0.1.5')?.hops).toEqual(['D-m']);
  });

  test('ends where the time to live does', () => {
    const names = Array.from({ length: MAX_HOPS + 2 }, (_, at) => `l${at}`);
    const bridges = names.slice(1).map((name, at) => [`b${at}`, { lans: [name, names[at]!], forwardsL3: true }] as const);
    const ends = { from: { lans: ['l0'] }, last: { lans: [names[MAX_HOPS]!] }, beyond: { lans: [names[MAX_HOPS + 1]!] } };
    const maze = sketchMaze(names, { ...ends, ...Object.fromEntries(bridges) });
    expect(route(maze, 'D-from', `10.0.${MAX_HOPS}.3`)?.hops).toHaveLength(MAX_HOPS);
    expect(route(maze, 'D-from', `10.0.${MAX_HOPS + 1}.4`)).toBeNull();
  });

  test('is looked up in one table per maze, which a changed maze does not share', () => {
    expect(routeTable(MAZE)).toBe(routeTable(MAZE));
    const cut = { ...MAZE, edges: MAZE.edges.filter(({ deckyId }) => deckyId !== 'D-ab') };
    expect(route(cut, 'D-gate', '10.0.3.11')?.hops).toEqual(['D-da', 'D-ax', 'D-xy', 'D-yc']);
  });
});

// Guards: what is torn down first, and what the canvas calls deep.
test('lanDistances counts deckies to be taken from the DMZ on, forwarding or not', () => {
  const beyond = MAZE.lans.length;
  expect(Object.fromEntries(lanDistances(MAZE))).toEqual({
    'L-dmz': 0, 'L-a': 1, 'L-b': 2, 'L-x': 2, 'L-lab': 2, 'L-c': 3, 'L-y': 3, 'L-far': beyond,
  });
});
