import fc from 'fast-check';
import { mazeArbitrary, sketchMaze } from '../../../test/sketch-maze.js';
import { copyMaze } from '../copy-maze.js';
import { mazeHash } from '../hash.js';
import type { Maze } from '../types.js';
import { planDeployment } from './plan-deployment.js';
import type { DeploymentPlan } from './types.js';

const MAZE = sketchMaze(['dmz', 'office'], {
  zoe: { lans: ['office'], services: ['http'], serviceConfig: { http: { title: 'Intranet' } } },
  gate: { lans: ['dmz'], isGateway: true, services: ['ssh', 'http'] },
  bridge: { lans: ['office', 'dmz'], forwardsL3: true },
  lost: { lans: [] },
});

function withoutHashes(plan: DeploymentPlan): unknown {
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'specHash' ? undefined : value)));
}

/** Keys of the parts whose hash is not the same in both plans. */
function differing(a: Maze, b: Maze): string[] {
  const hashes = (maze: Maze): Map<string, string> => {
    const { networks, deckies } = planDeployment('t', maze);
    return new Map([...networks, ...deckies, ...deckies.flatMap(({ services }) => services)].map(({ key, specHash }) => [key, specHash]));
  };
  const after = hashes(b);
  return [...hashes(a)].filter(([key, hash]) => after.get(key) !== hash).map(([key]) => key);
}

// Guards: what engines, compose and dry run execute or print.
describe('planDeployment', () => {
  test('lays out networks, deckies from the DMZ outward, addresses home first, routes and published ports', () => {
    const ssh = { service: 'ssh', port: 22, protocol: 'tcp' };
    const http = { service: 'http', port: 80, protocol: 'tcp' };
    const usual = { archetype: 'linux-server', forwardsL3: false, routes: [], published: [] };
    const service = (decky: string, slug: string, port: object, config = {}) => ({ key: `decky:${decky}/${slug}`, service: slug, ports: [port], config });
    expect(withoutHashes(planDeployment('maze', MAZE))).toEqual({
      topologyId: 'maze',
      hash: mazeHash(MAZE),
      networks: [
        { key: 'lan:dmz', lan: 'dmz', subnet: '10.0.0.0/24', gateway: '10.0.0.1', internal: false },
        { key: 'lan:office', lan: 'office', subnet: '10.0.1.0/24', gateway: '10.0.1.1', internal: true },
      ],
      deckies: [
        {
          ...usual, key: 'decky:bridge', deckyId: 'D-bridge', name: 'bridge', forwardsL3: true, distance: 0, services: [service('bridge', 'ssh', ssh)],
          addresses: [{ lan: 'office', ip: '10.0.1.4', isHome: true }, { lan: 'dmz', ip: '10.0.0.4', isHome: false }],
        },
        {
          ...usual, key: 'decky:gate', deckyId: 'D-gate', name: 'gate', distance: 0, addresses: [{ lan: 'dmz', ip: '10.0.0.3', isHome: true }],
          routes: [{ destination: '10.0.1.0/24', via: '10.0.0.4', lan: 'dmz' }],
          services: [service('gate', 'http', http), service('gate', 'ssh', ssh)], published: [http, ssh],
        },
        {
          ...usual, key: 'decky:zoe', deckyId: 'D-zoe', name: 'zoe', distance: 1, addresses: [{ lan: 'office', ip: '10.0.1.2', isHome: true }],
          routes: [{ destination: '10.0.0.0/24', via: '10.0.1.4', lan: 'office' }], services: [service('zoe', 'http', http, { title: 'Intranet' })],
        },
        { ...usual, key: 'decky:lost', deckyId: 'D-lost', name: 'lost', distance: 2, addresses: [], services: [service('lost', 'ssh', ssh)] },
      ],
    });
  });

  const changes: [string, (maze: Maze) => Maze, string[]][] = [
    ['nothing', (maze) => maze, []],
    ['a position', (maze) => edit(maze, 'zoe', { x: 7 }), []],
    ['the configuration of a service', (maze) => edit(maze, 'zoe', { serviceConfig: { http: { title: 'Wiki' } } }), ['decky:zoe/http']],
    ['an archetype', (maze) => edit(maze, 'zoe', { archetype: 'printer' }), ['decky:zoe']],
    ['an address', (maze) => move(maze, 'E-zoe-office', '10.0.1.99'), ['decky:zoe']],
    ['the address of a bridge, and so the way of all who use it', (maze) => move(maze, 'E-bridge-office', '10.0.1.99'), ['decky:bridge', 'decky:zoe']],
    ['forwarding, and so all ways', (maze) => edit(maze, 'bridge', { forwardsL3: false }), ['decky:bridge', 'decky:gate', 'decky:zoe']],
    ['publishing', (maze) => edit(maze, 'gate', { isGateway: false }), ['decky:gate']],
    ['which LAN is the DMZ', (maze) => ({ ...maze, lans: maze.lans.map((lan) => ({ ...lan, isDmz: !lan.isDmz })) }), ['lan:dmz', 'lan:office']],
  ];
  test.each(changes)('hashes tell apart what a change of %s concerns, and leave the rest alone', (_, change, keys) => {
    expect(differing(MAZE, change(MAZE)).sort()).toEqual(keys);
  });

  test('depends on neither ids nor row order', () => {
    fc.assert(fc.property(mazeArbitrary, (maze) => {
      let n = 99;
      const copy = copyMaze({ lans: maze.lans.toReversed(), deckies: maze.deckies.toReversed(), edges: maze.edges.toReversed() }, () => String(n--));
      const plan = planDeployment('t', copy);
      const original = planDeployment('t', maze);
      const nameless = ({ deckies, ...rest }: DeploymentPlan) => ({ ...rest, deckies: deckies.map(({ deckyId: _, ...decky }) => decky) });
      expect(nameless(plan)).toEqual(nameless(original));
    }), { numRuns: 30 });
  });
});

function edit(maze: Maze, name: string, patch: object): Maze {
  return { ...maze, deckies: maze.deckies.map((decky) => (decky.name === name ? { ...decky, ...patch } : decky)) };
}

function move(maze: Maze, edgeId: string, ip: string): Maze {
  return { ...maze, edges: maze.edges.map((edge) => (edge.id === edgeId ? { ...edge, ip } : edge)) };
}
