import fc from 'fast-check';
import { generateMaze } from '../src/topology/generator/generate-maze.js';
import { generatorParameters } from '../src/topology/generator/parameters.js';
import type { OpContext } from '../src/topology/ops/types.js';
import type { Decky, Edge, Lan, Maze } from '../src/topology/types.js';

/** LANs that a decky stands in, home first, and what is not as usual about it. */
export type DeckySketch = Partial<Omit<Decky, 'id' | 'name'>> & { lans: string[] };

/**
 * A maze in a few words. The nth LAN is 10.0.n.0/24 and the first the DMZ; the nth decky has .n+2 everywhere. Ids are names with a
 * letter before them.
 */
export function sketchMaze(lanNames: readonly string[], sketches: Readonly<Record<string, DeckySketch>>): Maze {
  const nowhere = { x: null, y: null };
  const lans: Lan[] = lanNames.map((name, at) => ({ id: `L-${name}`, name, subnet: `10.0.${at}.0/24`, isDmz: at === 0, ...nowhere, width: null, height: null }));
  const deckies: Decky[] = [];
  const edges: Edge[] = [];
  Object.entries(sketches).forEach(([name, { lans: own, ...unusual }], at) => {
    const usual = { archetype: 'linux-server', services: ['ssh'], serviceConfig: {}, isGateway: false, forwardsL3: false, ...nowhere };
    deckies.push({ id: `D-${name}`, name, ...usual, ...unusual });
    own.forEach((lan, index) => {
      edges.push({ id: `E-${name}-${lan}`, deckyId: `D-${name}`, lanId: `L-${lan}`, ip: `10.0.${lanNames.indexOf(lan)}.${at + 2}`, isHome: index === 0 });
    });
  });
  return { lans, deckies, edges };
}

/** Ids from a counter, so that the same calls give the same ids. */
export function counting(overrides: Partial<OpContext> = {}): OpContext {
  let n = 0;
  return { newId: () => `id-${(n += 1)}`, takenRanges: [], subnetBase: '172.16.0.0/12', ...overrides };
}

/** Parameters of mazes small enough to look at thoroughly, in every shape that the generator knows. */
export const parametersArbitrary = fc.record({
  depth: fc.integer({ min: 1, max: 5 }),
  branchingFactor: fc.integer({ min: 1, max: 3 }),
  deckiesPerLanMin: fc.integer({ min: 0, max: 3 }),
  deckiesPerLanMax: fc.integer({ min: 3, max: 6 }),
  bridgeForwardProbability: fc.constantFrom(0, 0.5, 0.9, 1),
  crossEdgeProbability: fc.constantFrom(0, 0.3, 1),
  services: fc.constantFrom([], ['ssh'], ['http', 'ssh']),
  archetypes: fc.constantFrom([], ['printer'], ['linux-server', 'web-server']),
  seed: fc.nat(),
}).map(generatorParameters);

export const mazeArbitrary = parametersArbitrary.map((parameters) => generateMaze(parameters, counting()));
