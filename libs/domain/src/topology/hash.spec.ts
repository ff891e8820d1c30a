import fc from 'fast-check';
import { mazeArbitrary, sketchMaze } from '../../test/sketch-maze.js';
import { copyMaze } from './copy-maze.js';
import { shortHash, sha256Hex } from './digest.js';
import { mazeHash } from './hash.js';
import type { Decky, Edge, Lan, Maze } from './types.js';

const MAZE = sketchMaze(['dmz', 'office'], {
  gate: { lans: ['dmz'], isGateway: true, services: ['ssh', 'http'], serviceConfig: { ssh: { password: 'hunter2', user: 'root' } } },
  bridge: { lans: ['office', 'dmz'], forwardsL3: true, archetype: 'web-server' },
});

type Change<T> = { [K in keyof Required<T>]: { to: T[K]; counts: boolean } };
const LAN: Change<Lan> = {
  id: { to: 'L-other', counts: false },
  name: { to: 'finance', counts: true },
  subnet: { to: '10.9.0.0/24', counts: true },
  isDmz: { to: true, counts: true },
  x: { to: 1, counts: false },
  y: { to: 1, counts: false },
  width: { to: 1, counts: false },
  height: { to: 1, counts: false },
};
const DECKY: Change<Decky> = {
  id: { to: 'D-other', counts: false },
  name: { to: 'door', counts: true },
  archetype: { to: 'printer', counts: true },
  services: { to: ['ssh'], counts: true },
  serviceConfig: { to: { ssh: { password: 'hunter3', user: 'root' } }, counts: true },
  isGateway: { to: false, counts: true },
  forwardsL3: { to: true, counts: true },
  x: { to: 1, counts: false },
  y: { to: 1, counts: false },
};
const EDGE: Change<Edge> = {
  id: { to: 'E-other', counts: false },
  deckyId: { to: 'D-bridge', counts: true },
  lanId: { to: 'L-office', counts: true },
  ip: { to: '10.0.0.77', counts: true },
  isHome: { to: false, counts: true },
};

/** The maze with one field of one row changed; a changed id is changed wherever it is referred to. */
function changed(kind: 'lans' | 'deckies' | 'edges', field: string, to: unknown): Maze {
  const at = kind === 'lans' ? 1 : 0;
  const before = MAZE[kind][at]!;
  const rows = MAZE[kind].map((row, index) => (index === at ? { ...row, [field]: to } : row));
  const reference = kind === 'lans' ? 'lanId' : 'deckyId';
  const edges = field === 'id' && kind !== 'edges' ? MAZE.edges.map((edge) => (edge[reference] === before.id ? { ...edge, [reference]: to } : edge)) : MAZE.edges;
  return { ...MAZE, edges, [kind]: rows } as Maze;
}

// Guards: master and agent agree on whether something has to be deployed. A new field does not compile until it says whether it counts.
describe('mazeHash', () => {
  const table = Object.entries({ lans: LAN, deckies: DECKY, edges: EDGE })
    .flatMap(([kind, fields]) => Object.entries(fields).map(([field, change]) => [kind as 'lans', field, change.counts, change.to] as const));

  test.each(table)('%s.%s counts: %s', (kind, field, counts, to) => {
    expect(mazeHash(changed(kind, field, to)) !== mazeHash(MAZE)).toBe(counts);
  });

  test('is the SHA-256 of one canonical JSON: what is hashed here must be hashed by every later version', () => {
    const canonical = '{"format":1,"lans":[["dmz","10.0.0.0/24",true],["office","10.0.1.0/24",false]],"deckies":['
      + '["bridge","web-server",false,true,[["ssh"]],[["dmz","10.0.0.3",false],["office","10.0.1.3",true]]],'
      + '["gate","linux-server",true,false,[["http"],["ssh",["password","hunter2"],["user","root"]]],[["dmz","10.0.0.2",true]]]]}';
    expect(mazeHash(MAZE)).toBe(sha256Hex(canonical));
    expect(mazeHash(MAZE)).toBe('fd480cdeb9a5b536248af751ba523051504bfde8c811c258de3ed261f3c99630');
  });

  test('does not tell apart what runs alike: key order, order of services, an empty configuration, one of a service that is not there', () => {
    const [gate, bridge] = MAZE.deckies;
    const serviceConfig = { http: {}, ssh: { user: 'root', password: 'hunter2' }, ftp: { banner: 'x' } };
    expect(mazeHash({ ...MAZE, deckies: [{ ...gate!, services: ['http', 'ssh'], serviceConfig }, bridge!] })).toBe(mazeHash(MAZE));
  });

  test('notices a key that an object would swallow', () => {
    const [gate, bridge] = MAZE.deckies;
    const serviceConfig = { ssh: JSON.parse('{"password":"hunter2","user":"root","__proto__":"x"}') as Record<string, string> };
    expect(mazeHash({ ...MAZE, deckies: [{ ...gate!, serviceConfig }, bridge!] })).not.toBe(mazeHash(MAZE));
  });

  test('ignores ids, positions and row order of any maze', () => {
    fc.assert(fc.property(mazeArbitrary, fc.nat(), (maze, salt) => {
      let n = 0;
      const copy = copyMaze(maze, () => `${(++n * 7919 + salt) % 10007}-${n}`);
      const moved = { ...copy, lans: copy.lans.map((lan) => ({ ...lan, x: salt, y: 1, width: 2, height: 3 })), deckies: copy.deckies.map((decky) => ({ ...decky, x: 4, y: salt })) };
      const reversed = { lans: moved.lans.toReversed(), deckies: moved.deckies.toReversed(), edges: moved.edges.toReversed() };
      expect(mazeHash(reversed)).toBe(mazeHash(maze));
    }), { numRuns: 50 });
  });

  test('notices any single edge, LAN or decky that goes', () => {
    fc.assert(fc.property(mazeArbitrary, fc.nat(), (maze, at) => {
      const without = <T>(rows: readonly T[]): T[] => rows.filter((_, index) => index !== at % rows.length);
      for (const kind of ['lans', 'deckies', 'edges'] as const) expect(mazeHash({ ...maze, [kind]: without(maze[kind] as readonly object[]) } as Maze)).not.toBe(mazeHash(maze));
    }), { numRuns: 50 });
  });
});

// Guards: reused buffers leak nothing from one text into the next, and long texts do not fall off their end.
test('shortHash begins as sha256Hex does, whatever was hashed before', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.nat(3000).map((n) => 'ü'.repeat(n)))), (texts) => {
    for (const text of texts) expect(shortHash(text)).toBe(sha256Hex(text).slice(0, 16));
  }));
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
