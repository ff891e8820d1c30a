import { parseCidr, type Cidr } from '../../allocation/cidr.js';
import { shortHash } from '../digest.js';
import type { LanGraph, Ways } from '../lan-graph.js';
import { MAX_HOPS } from '../route.js';
import { aggregate, coverWithin, formatPrefix, type Prefix } from './prefixes.js';
import type { PlannedRoute } from './types.js';

/** What a decky in the DMZ is told about the way into the maze, at most: its own way out must stay as it is. */
const MAX_EXACT_PREFIXES = 32;

/** All of a component, as seen from below it. */
interface Upward { prefixes: string[]; hash: string; fromLan: (PlannedRoute[] | undefined)[] }
interface Branch { joint: number; below: Cidr[] }

/**
 * Routes within one large component, their number linear in its LANs. A tree of LANs grows from the one nearest the DMZ, and every
 * LAN has one designated router: the bridge towards the root (in the root, the first by name). Deckies know only that one: those in
 * the DMZ by the prefixes of the component, all others, which have no way out of the maze, by one prefix around them. The router
 * itself knows which of its neighbours leads to which LANs below. A LAN more bridges down than a packet lives is not listed, which
 * bounds the lists of a long chain.
 */
export class DesignatedRoutes {
  private readonly ways: Ways;
  private readonly branches: Map<number, Branch[]>;
  private readonly exact: Upward;
  private readonly wide: Upward;
  private readonly subnets: (Cidr | null)[];

  constructor(private readonly graph: LanGraph, members: readonly number[], private readonly root: number) {
    this.ways = graph.waysTo(root, members.length);
    this.subnets = members.map((lan) => parseCidr(graph.lans[lan]!.subnet));
    const sorted = [...members].filter((lan) => this.subnetOf(lan)).sort((a, b) => this.subnetOf(a)!.first - this.subnetOf(b)!.first);
    this.branches = this.branchesOf(sorted);
    const prefixes = aggregate(sorted.map((lan) => this.subnetOf(lan)!));
    this.exact = upwardTo(coverWithin(prefixes, MAX_EXACT_PREFIXES));
    this.wide = upwardTo(coverWithin(prefixes, 1));
  }

  /** @param own LANs of the decky in this component, home first; `joint` is its index when it forwards, else -1 */
  of(own: readonly number[], joint: number, inDmz: boolean): { routes: PlannedRoute[]; spec: string } {
    const routes: PlannedRoute[] = [];
    for (const lan of own) if (joint !== -1 && this.routerOf(lan) === joint) this.pushDownward(routes, lan, joint);
    let spec = '';
    for (const { destination, via } of routes) spec += `${destination} ${via},`;
    const anchor = own.reduce((nearest, lan) => (this.distanceOf(lan) < this.distanceOf(nearest) ? lan : nearest));
    if (this.routerOf(anchor) === joint) return { routes, spec };
    const upward = inDmz ? this.exact : this.wide;
    const list = this.upwardFrom(anchor, upward);
    spec += `${upward.hash} ${list[0]?.via}`;
    if (routes.length === 0) return { routes: list, spec };
    // What lies below and fills a prefix of the whole is not sent up.
    const below = new Set(routes.map(({ destination }) => destination));
    return { routes: routes.concat(list.filter(({ destination }) => !below.has(destination))), spec };
  }

  /** The way to everything, from a LAN: the same for all in it. */
  private upwardFrom(lan: number, { prefixes, fromLan }: Upward): PlannedRoute[] {
    return (fromLan[this.graph.position[lan]!] ??= this.towards(lan, prefixes));
  }

  private towards(lan: number, prefixes: readonly string[]): PlannedRoute[] {
    const via = this.graph.ipOf(this.routerOf(lan), lan);
    const { name } = this.graph.lans[lan]!;
    return prefixes.map((destination) => ({ destination, via, lan: name }));
  }

  private pushDownward(routes: PlannedRoute[], lan: number, self: number): void {
    for (const { joint, below } of this.branches.get(lan) ?? []) {
      if (joint === self) continue;
      const via = this.graph.ipOf(joint, lan);
      const { name } = this.graph.lans[lan]!;
      for (const prefix of aggregate(below)) routes.push({ destination: formatPrefix(prefix), via, lan: name });
    }
  }

  /** Which neighbour of a LAN leads to what lies below it. @param sorted by subnet, so that every list is, too */
  private branchesOf(sorted: readonly number[]): Map<number, Branch[]> {
    const branches = new Map<number, Branch[]>();
    for (const lan of sorted) {
      const subnet = this.subnetOf(lan)!;
      let child = lan;
      for (let hops = 0; hops < MAX_HOPS && child !== this.root; hops++) {
        const joint = this.ways.joint[this.graph.position[child]!]!;
        child = this.ways.next[this.graph.position[child]!]!;
        push(branches, child, joint, subnet);
      }
    }
    return branches;
  }

  private routerOf(lan: number): number {
    return lan === this.root ? this.graph.jointsOf[lan]![0]! : this.ways.joint[this.graph.position[lan]!]!;
  }

  private distanceOf(lan: number): number {
    return this.ways.distance[this.graph.position[lan]!]!;
  }

  private subnetOf(lan: number): Cidr | null {
    return this.subnets[this.graph.position[lan]!]!;
  }
}

function upwardTo(cover: readonly Prefix[]): Upward {
  const prefixes = cover.map(formatPrefix);
  return { prefixes, hash: shortHash(prefixes.join()), fromLan: [] };
}

function push(branches: Map<number, Branch[]>, lan: number, joint: number, subnet: Cidr): void {
  const there = branches.get(lan) ?? [];
  branches.set(lan, there);
  const branch = there.find((candidate) => candidate.joint === joint);
  if (branch) branch.below.push(subnet);
  else there.push({ joint, below: [subnet] });
}
