import fc from 'fast-check';
import { mazeArbitrary, sketchMaze } from '../../../test/sketch-maze.js';
import { cidrRange, parseIp } from '../../allocation/cidr.js';
import { MAX_HOPS, route } from '../route.js';
import type { Maze } from '../types.js';
import { planDeployment } from './plan-deployment.js';
import type { PlannedDecky } from './types.js';

/** Sends a packet as the deckies' kernels would: own LANs first, then the longest prefix. Null when it is dropped or lives too long. */
class Wire {
  private readonly subnets: Map<string, string>;
  private readonly byIp: Map<string, PlannedDecky>;
  private readonly byId: Map<string, PlannedDecky>;

  constructor(maze: Maze) {
    const { networks, deckies } = planDeployment('t', maze);
    this.subnets = new Map(networks.map(({ lan, subnet }) => [lan, subnet]));
    this.byIp = new Map(deckies.flatMap((decky) => decky.addresses.map(({ ip }) => [ip, decky] as const)));
    this.byId = new Map(deckies.map((decky) => [decky.deckyId, decky]));
  }

  send(from: string, destination: string): string[] | null {
    const hops: string[] = [];
    for (let at = this.byId.get(from)!; ; hops.push(at.deckyId)) {
      if (at.addresses.some(({ ip }) => ip === destination)) return hops;
      if (hops.length > MAX_HOPS || (at.deckyId !== from && !at.forwardsL3)) return null;
      const next = at.addresses.some(({ lan }) => covers(this.subnets.get(lan)!, destination)) ? destination : this.gatewayOf(at, destination);
      const neighbour = next === null ? undefined : this.byIp.get(next);
      if (!neighbour) return null;
      if (neighbour.addresses.some(({ ip }) => ip === destination)) return hops;
      at = neighbour;
    }
  }

  private gatewayOf({ routes }: PlannedDecky, destination: string): string | null {
    const matching = routes.filter((candidate) => covers(candidate.destination, destination));
    const length = (cidr: string): number => Number(cidr.split('/')[1]);
    return matching.sort((a, b) => length(b.destination) - length(a.destination))[0]?.via ?? null;
  }
}

function covers(cidr: string, ip: string): boolean {
  const [first, last] = cidrRange(cidr);
  const address = parseIp(ip)!;
  return address >= first && address <= last;
}

function samples(maze: Maze, count: number): [from: string, to: string][] {
  return Array.from({ length: count }, (_, at) => [maze.deckies[(at * 31) % maze.deckies.length]!.id, maze.edges[(at * 17) % maze.edges.length]!.ip]);
}

/** Every LAN below the one before it, or all below the first. */
function longMaze(lans: number, parentOf: (lan: number) => number, second = (at: number): string => String(at)): Maze {
  const names = Array.from({ length: lans }, (_, at) => `l${at}`);
  const nowhere = { x: null, y: null };
  const usual = { archetype: 'linux-server', services: [], serviceConfig: {}, isGateway: false, forwardsL3: true, ...nowhere };
  const net = (at: number): string => `10.${second(at)}`;
  return {
    lans: names.map((name, at) => ({ id: name, name, subnet: `${net(at)}/22`, isDmz: at === 0, ...nowhere, width: null, height: null })),
    deckies: names.map((name) => ({ id: `d-${name}`, name: `d-${name}`, ...usual })),
    edges: names.flatMap((name, at) => [
      { id: `h-${name}`, deckyId: `d-${name}`, lanId: name, ip: net(at).replace(/0$/, '2'), isHome: true },
      ...(at === 0 ? [] : [{ id: `b-${name}`, deckyId: `d-${name}`, lanId: names[parentOf(at)]!, ip: `${net(parentOf(at)).split('.').slice(0, 2).join('.')}.${Number(net(parentOf(at)).split('.')[2]) + 1 + Math.floor(at / 250)}.${at % 250 + 3}`, isHome: false }]),
    ]),
  };
}

// Guards: pivoting through bridges really works on an engine that has nothing but the plan.
describe('static routes', () => {
  test('lead where `route` says, over the same bridges, and nowhere else', () => {
    fc.assert(fc.property(mazeArbitrary.filter(({ lans }) => lans.length <= 64), (maze) => {
      const wire = new Wire(maze);
      for (const [from, to] of samples(maze, 60)) expect(wire.send(from, to)).toEqual(route(maze, from, to)?.hops ?? null);
    }), { numRuns: 40 });
  });

  test('of a small maze name every LAN, the bridge and the LAN in which it stands', () => {
    const maze = sketchMaze(['dmz', 'a', 'b'], { gate: { lans: ['dmz'] }, da: { lans: ['a', 'dmz'], forwardsL3: true }, ab: { lans: ['b', 'a'], forwardsL3: true }, leaf: { lans: ['b'] } });
    const routes = Object.fromEntries(planDeployment('t', maze).deckies.map((decky) => [decky.name, decky.routes]));
    expect(routes).toEqual({
      gate: [{ destination: '10.0.1.0/24', via: '10.0.0.3', lan: 'dmz' }, { destination: '10.0.2.0/24', via: '10.0.0.3', lan: 'dmz' }],
      da: [{ destination: '10.0.2.0/24', via: '10.0.1.4', lan: 'a' }],
      ab: [{ destination: '10.0.0.0/24', via: '10.0.1.3', lan: 'a' }],
      leaf: [{ destination: '10.0.1.0/24', via: '10.0.2.4', lan: 'b' }, { destination: '10.0.0.0/24', via: '10.0.2.4', lan: 'b' }],
    });
  });

  const spread = (at: number): string => `${(at * 2) >> 6}.${((at * 2) & 63) * 4}.0`;
  const large: [string, Maze][] = [
    ['a tree', longMaze(700, (at) => (at - 1) >> 1, (at) => `${at >> 6}.${(at & 63) * 4}.0`)],
    ['a tree whose subnets do not meet', longMaze(700, (at) => (at - 1) >> 1, spread)],
    ['a star', longMaze(200, () => 0, spread)],
    ['a chain', longMaze(150, (at) => at - 1, spread)],
  ];

  test.each(large)('of %s with hundreds of LANs still reach them, and stay few', (_, maze) => {
    const wire = new Wire(maze);
    for (const [from, to] of samples(maze, 400)) {
      const near = route(maze, from, to);
      // Up to a designated router and down again is at most twice as far as up and down alone.
      if (near && near.hops.length * 2 + 2 <= MAX_HOPS / 2) expect(wire.send(from, to)).not.toBeNull();
      if (!near) expect(wire.send(from, to)).toBeNull();
    }
    const lists = new Set(planDeployment('t', maze).deckies.map(({ routes }) => routes));
    const total = [...lists].reduce((sum, routes) => sum + routes.length, 0);
    expect(total).toBeLessThan(maze.lans.length * (MAX_HOPS + 33));
  });

  test('never take the way out from a decky in the DMZ', () => {
    for (const [, maze] of large) {
      const dmz = planDeployment('t', maze).deckies.filter(({ addresses }) => addresses.some(({ lan }) => lan === 'l0'));
      for (const { routes } of dmz) for (const { destination } of routes) expect(covers(destination, '8.8.8.8')).toBe(false);
    }
  });
});
