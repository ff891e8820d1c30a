import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { counting, parametersArbitrary } from '../../../test/sketch-maze.js';
import type { DomainError } from '../../errors.js';
import { NO_CONTEXT } from '../../validation/rule.js';
import { validate } from '../../validation/index.js';
import { mazeHash } from '../hash.js';
import { lanDistances } from '../lan-distances.js';
import type { Maze } from '../types.js';
import { expectedCounts } from './counts.js';
import { generateMaze } from './generate-maze.js';
import { generatorParameters } from './parameters.js';
import { Sfc32 } from './prng.js';

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../../../golden');

interface Join { home: number; other: number; forwards: boolean }

/** Second legs of deckies as pairs of places of LANs: the bridge of every LAN to its parent first, then cross edges. */
function joinsOf(maze: Maze): Join[] {
  const place = new Map(maze.lans.map(({ id }, at) => [id, at]));
  const homes = new Map(maze.edges.filter(({ isHome }) => isHome).map(({ deckyId, lanId }) => [deckyId, place.get(lanId)!]));
  const forwards = new Map(maze.deckies.map(({ id, forwardsL3 }) => [id, forwardsL3]));
  return maze.edges.filter(({ isHome }) => !isHome).map(({ deckyId, lanId }) => ({ home: homes.get(deckyId)!, other: place.get(lanId)!, forwards: forwards.get(deckyId)! }));
}

// Guards: mazes that can be deployed as they are, shaped as the parameters say.
describe('generateMaze', () => {
  test('always validates without an error', () => {
    fc.assert(fc.property(parametersArbitrary, (parameters) => {
      const issues = validate(generateMaze(parameters, counting()), NO_CONTEXT);
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    }));
  });

  test('grows a tree under the DMZ, one bridge to the parent each, and cross edges only between strangers', () => {
    fc.assert(fc.property(parametersArbitrary, (parameters) => {
      const maze = generateMaze(parameters, counting());
      const joins = joinsOf(maze);
      const bridges = joins.slice(0, maze.lans.length - 1);
      expect(bridges.map(({ home }) => home)).toEqual(maze.lans.slice(1).map((_, at) => at + 1));
      const parents = new Map(bridges.map(({ home, other }) => [home, other]));
      const children = Array.from(maze.lans, (_, lan) => bridges.filter(({ other }) => other === lan).length);
      const distances = [...lanDistances({ ...maze, edges: maze.edges.slice(0, maze.deckies.length + bridges.length) }).values()];
      expect(Math.max(...distances)).toBe(parameters.depth - 1);
      distances.forEach((distance, lan) => {
        const [least, most] = distance < parameters.depth - 1 ? [1, parameters.branchingFactor] : [0, 0];
        expect(children[lan]).toBeGreaterThanOrEqual(least);
        expect(children[lan]).toBeLessThanOrEqual(most);
      });
      for (const { home, other } of joins.slice(bridges.length)) {
        expect([home, parents.get(home), -1]).not.toContain(other);
        expect(parents.get(other)).not.toBe(home);
      }
      if (parameters.crossEdgeProbability === 0) expect(joins).toHaveLength(bridges.length);
      if (parameters.bridgeForwardProbability === 1) expect(joins.every(({ forwards }) => forwards)).toBe(true);
      if (parameters.bridgeForwardProbability === 0) expect(joins.some(({ forwards }) => forwards)).toBe(false);
    }));
  });

  test('puts one gateway into the DMZ, and as many deckies as asked for everywhere else', () => {
    fc.assert(fc.property(parametersArbitrary, (parameters) => {
      const maze = generateMaze(parameters, counting());
      const homes = maze.edges.filter(({ isHome }) => isHome);
      maze.lans.forEach((lan, at) => {
        const residents = homes.filter(({ lanId }) => lanId === lan.id).length;
        expect(lan.isDmz).toBe(at === 0);
        expect(residents).toBeGreaterThanOrEqual(at === 0 ? 1 : Math.max(1, parameters.deckiesPerLanMin));
        expect(residents).toBeLessThanOrEqual(at === 0 ? 1 : parameters.deckiesPerLanMax);
      });
      expect(maze.deckies.filter(({ isGateway }) => isGateway).map(({ name }) => name)).toEqual(['decky-001']);
      if (parameters.services.length > 0) for (const { services } of maze.deckies) expect(services).toEqual(parameters.services);
      if (parameters.archetypes.length > 0) for (const { archetype } of maze.deckies) expect(parameters.archetypes).toContain(archetype);
    }));
  });

  test('depends on the seed and on nothing else: ids decide nothing', () => {
    fc.assert(fc.property(parametersArbitrary, (parameters) => {
      const maze = generateMaze(parameters, counting());
      expect(JSON.stringify(generateMaze(parameters, counting()))).toBe(JSON.stringify(maze));
      let n = 0;
      expect(mazeHash(generateMaze(parameters, counting({ newId: () => String((n += 7919) % 104_729) })))).toBe(mazeHash(maze));
    }), { numRuns: 30 });
    const parameters = { depth: 4, branchingFactor: 3 };
    const hashes = Array.from({ length: 50 }, (_, seed) => mazeHash(generateMaze(generatorParameters({ ...parameters, seed }), counting())));
    expect(new Set(hashes).size).toBe(50);
  });

  test('meets the expected counts on average', () => {
    const shape = { depth: 4, branchingFactor: 3, deckiesPerLanMin: 1, deckiesPerLanMax: 4 };
    const mazes = Array.from({ length: 300 }, (_, seed) => generateMaze(generatorParameters({ ...shape, seed }), counting()));
    const mean = (count: (maze: Maze) => number): number => mazes.reduce((sum, maze) => sum + count(maze), 0) / mazes.length;
    const { lans, deckies } = expectedCounts(shape);
    expect(Math.abs(mean((maze) => maze.lans.length) / lans - 1)).toBeLessThan(0.08);
    expect(Math.abs(mean((maze) => maze.deckies.length) / deckies - 1)).toBeLessThan(0.08);
  });

  test('steps around ranges that are taken, and says when there are none left', () => {
    const parameters = generatorParameters({ depth: 3, branchingFactor: 2, seed: 5, subnetBase: '172.16.0.0/21' });
    const taken = { takenRanges: [[0xac100000, 0xac1001ff]] as const };
    expect(generateMaze(parameters, counting(taken)).lans.slice(0, 2).map(({ subnet }) => subnet)).toEqual(['172.16.2.0/24', '172.16.3.0/24']);
    const full = { takenRanges: [[0xac100000, 0xac1006ff]] as const };
    expect(() => generateMaze(parameters, counting(full))).toThrow(expect.objectContaining({ code: 'POOL_EXHAUSTED' }) as DomainError);
  });

  test.each([
    { depth: 16, branchingFactor: 8 },
    { depth: 11, branchingFactor: 3, deckiesPerLanMin: 32, deckiesPerLanMax: 32, seed: 47 },
  ])('refuses %j before anything is allocated', (input) => {
    const newId = (): string => { throw new Error('an id was taken'); };
    expect(() => generateMaze(generatorParameters({ seed: 1, ...input }), counting({ newId }))).toThrow(expect.objectContaining({ code: 'LIMIT' }) as DomainError);
  });

  const golden: [string, Record<string, unknown>][] = [
    ['default', { seed: 1 }],
    ['cross-edges', { seed: 20_240, depth: 4, crossEdgeProbability: 0.5, bridgeForwardProbability: 0.5, deckiesPerLanMin: 0, deckiesPerLanMax: 2 }],
    ['fixed-outfit', { seed: 4_294_967_295, depth: 3, branchingFactor: 3, services: ['ssh'], archetypes: ['linux-server', 'database-server'] }],
    ['other-base', { seed: 0, depth: 2, subnetBase: '10.20', randomizeServices: false }],
  ];
  // Written anew with DECNET_WRITE_GOLDEN=1, which is to be a decision: mazes of recorded seeds change with them.
  test.each(golden)('gives the bytes of golden/%s.json', (name, input) => {
    const path = join(GOLDEN, `${name}.json`);
    const text = `${JSON.stringify(generateMaze(generatorParameters(input), counting()), null, 1)}\n`;
    if (process.env['DECNET_WRITE_GOLDEN']) writeFileSync(path, text);
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(text);
  });
});

// Guards: the numbers behind every recorded seed.
test('Sfc32 draws the same numbers on every machine, evenly', () => {
  const random = new Sfc32(42);
  expect([random.next(), random.next(), random.next(), random.next()]).toEqual([1_959_603_763, 2_423_114_712, 2_466_933_512, 4_144_396_390]);
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 60_000; i++) counts[random.below(6)]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  expect(random.chance(0)).toBe(false);
  expect(random.chance(1)).toBe(true);
});
