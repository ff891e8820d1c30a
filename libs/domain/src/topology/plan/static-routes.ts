import { shortHash } from '../digest.js';
import { LanGraph, type Ways } from '../lan-graph.js';
import type { Attachment } from '../maze-index.js';
import { departure, MAX_HOPS } from '../route.js';
import type { Decky, Maze } from '../types.js';
import { DesignatedRoutes } from './designated-routes.js';
import type { PlannedRoute } from './types.js';

/** Up to this many LANs joined by forwarding bridges, every decky has a route to each: exactly the ways that `route` finds. */
const FULL_TABLE_LANS = 64;

/** Routes of a decky, and a text that changes with them, given its addresses: shorter than the routes, because it is hashed for thousands. */
export interface RouteList { routes: PlannedRoute[]; spec: string }

const NONE: RouteList = { routes: [], spec: '' };

/**
 * Static routes of the deckies. Whole tables grow with the square of the LANs, so that in larger components deckies
 * only know their {@link DesignatedRoutes designated router}: the same LANs are reached, though not always by the shortest way.
 * Deckies that stand in the same one LAN share a list.
 */
export class StaticRoutes {
  private readonly graph: LanGraph;
  private readonly jointByDecky: Map<string, number>;
  private readonly ways = new Map<number, Ways>();
  private readonly components: (DesignatedRoutes | undefined)[] = [];
  /** Hash of all subnets of a component, by component. */
  private readonly subnets: (string | undefined)[] = [];
  /** Of deckies that stand in one LAN only, by LAN. */
  private readonly lists: (RouteList | undefined)[] = [];

  /** @param distances of the LANs from the DMZ, by id */
  constructor(maze: Maze, private readonly distances: ReadonlyMap<string, number>) {
    this.graph = new LanGraph(maze);
    this.jointByDecky = new Map(this.graph.joints.map(({ decky }, index) => [decky.id, index]));
  }

  of({ id }: Decky, attachments: readonly Attachment[]): RouteList {
    if (attachments.length === 1) {
      const lan = this.graph.indexById.get(attachments[0]!.lan.id)!;
      return (this.lists[lan] ??= hashed(this.listFor([lan], -1)));
    }
    const own = attachments.map(({ lan }) => this.graph.indexById.get(lan.id)!);
    return this.listFor(own, this.jointByDecky.get(id) ?? -1);
  }

  private listFor(own: readonly number[], joint: number): RouteList {
    const components = own.length === 1 || joint !== -1 ? [this.graph.component[own[0]!]!] : [...new Set(own.map((lan) => this.graph.component[lan]!))];
    const lists = components.map((component) => this.listIn(component, own, joint));
    return lists.length === 1 ? lists[0]! : { routes: firstTold(lists.flatMap(({ routes }) => routes)), spec: lists.map(({ spec }) => spec).join(';') };
  }

  /** Never with a route to a LAN of its own, which would lead away from it. */
  private listIn(component: number, all: readonly number[], joint: number): RouteList {
    const { length } = this.graph.members[component]!;
    if (length === 1) return NONE;
    const own = all.filter((lan) => this.graph.component[lan] === component);
    if (length <= FULL_TABLE_LANS) return this.fullTable(component, own);
    const { routes, spec } = (this.components[component] ??= this.designatedIn(component)).of(own, joint, all.some((lan) => this.graph.lans[lan]!.isDmz));
    const direct = all.map((lan) => this.graph.lans[lan]!.subnet);
    return { routes: routes.filter(({ destination }) => !direct.includes(destination)), spec };
  }

  private fullTable(component: number, own: readonly number[]): RouteList {
    const { graph } = this;
    const routes: PlannedRoute[] = [];
    let spec = (this.subnets[component] ??= this.hashOfSubnets(component));
    let before = '';
    graph.members[component]!.forEach((destination, index) => {
      const ways = this.waysTo(destination);
      const lan = own.includes(destination) ? null : departure(graph, ways, own, destination);
      const via = lan === null ? '-' : graph.ipOf(ways.joint[graph.position[lan]!]!, lan);
      if (via !== before) spec += ` ${index} ${via}`;
      before = via;
      if (lan !== null) routes.push({ destination: graph.lans[destination]!.subnet, via, lan: graph.lans[lan]!.name });
    });
    return { routes, spec };
  }

  private waysTo(lan: number): Ways {
    const ways = this.ways.get(lan) ?? this.graph.waysTo(lan, MAX_HOPS);
    this.ways.set(lan, ways);
    return ways;
  }

  private hashOfSubnets(component: number): string {
    return shortHash(this.graph.members[component]!.map((lan) => this.graph.lans[lan]!.subnet).join());
  }

  private designatedIn(component: number): DesignatedRoutes {
    const members = this.graph.members[component]!;
    const distance = (lan: number): number => this.distances.get(this.graph.lans[lan]!.id)!;
    const root = members.reduce((nearest, lan) => (distance(lan) < distance(nearest) ? lan : nearest));
    return new DesignatedRoutes(this.graph, members, root);
  }
}

function hashed({ routes, spec }: RouteList): RouteList {
  return { routes, spec: spec === '' ? '' : shortHash(spec) };
}

function firstTold(routes: readonly PlannedRoute[]): PlannedRoute[] {
  const told = new Map<string, PlannedRoute>();
  for (const route of routes) if (!told.has(route.destination)) told.set(route.destination, route);
  return [...told.values()];
}
