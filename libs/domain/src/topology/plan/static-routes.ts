import { forwardingGraph, type LanGraph, type Ways } from '../lan-graph.js';
import type { Attachment } from '../maze-index.js';
import { departure, MAX_HOPS } from '../route.js';
import type { Decky, Maze } from '../types.js';
import { DesignatedRoutes } from './designated-routes.js';
import type { PlannedRoute } from './types.js';

/** Up to this many LANs joined by forwarding bridges, every decky has a route to each: exactly the ways that `route` finds. */
const FULL_TABLE_LANS = 64;

const NONE: PlannedRoute[] = [];

/**
 * Static routes of the deckies. Whole tables grow with the square of the LANs, so that in larger components deckies
 * only know their {@link DesignatedRoutes designated router}: the same LANs are reached, though not always by the shortest way.
 * Deckies that stand alike share one list.
 */
export class StaticRoutes {
  private readonly graph: LanGraph;
  private readonly jointByDecky: Map<string, number>;
  private readonly ways = new Map<number, Ways>();
  private readonly designated = new Map<number, DesignatedRoutes>();
  private readonly lists = new Map<string, PlannedRoute[]>();

  /** @param distances of the LANs from the DMZ, by id */
  constructor(maze: Maze, attachments: ReadonlyMap<string, readonly Attachment[]>, private readonly distances: ReadonlyMap<string, number>) {
    this.graph = forwardingGraph(maze, attachments);
    this.jointByDecky = new Map(this.graph.joints.map(({ decky }, index) => [decky.id, index]));
  }

  of(decky: Decky, attachments: readonly Attachment[]): PlannedRoute[] {
    const own = attachments.map(({ lan }) => this.graph.indexById.get(lan.id)!);
    const joint = this.jointByDecky.get(decky.id) ?? -1;
    const key = joint === -1 ? own.join(' ') : `joint ${joint}`;
    const before = this.lists.get(key);
    if (before) return before;
    const routes = this.listFor(own, joint);
    this.lists.set(key, routes);
    return routes;
  }

  private listFor(own: readonly number[], joint: number): PlannedRoute[] {
    const components = new Set(own.map((lan) => this.graph.component[lan]!).filter((component) => this.graph.members[component]!.length > 1));
    if (components.size === 0) return NONE;
    // A way that is told first stands: the own LANs before all, then the exact before what merely covers.
    const routes = new Map<string, PlannedRoute>();
    const direct = new Set(own.map((lan) => this.graph.lans[lan]!.subnet));
    for (const component of components) {
      const there = own.filter((lan) => this.graph.component[lan] === component);
      const found = this.graph.members[component]!.length <= FULL_TABLE_LANS ? this.fullTable(component, there) : this.designatedIn(component).of(there, joint);
      for (const route of found) if (!direct.has(route.destination) && !routes.has(route.destination)) routes.set(route.destination, route);
    }
    return [...routes.values()];
  }

  private fullTable(component: number, own: readonly number[]): PlannedRoute[] {
    const { graph } = this;
    const routes: PlannedRoute[] = [];
    for (const destination of graph.members[component]!) {
      if (own.includes(destination)) continue;
      const ways = this.waysTo(destination);
      const lan = departure(graph, ways, own, destination);
      if (lan === null) continue;
      const via = graph.ipOf(ways.joint[graph.position[lan]!]!, lan);
      routes.push({ destination: graph.lans[destination]!.subnet, via, lan: graph.lans[lan]!.name });
    }
    return routes;
  }

  private waysTo(lan: number): Ways {
    const ways = this.ways.get(lan) ?? this.graph.waysTo(lan, MAX_HOPS);
    this.ways.set(lan, ways);
    return ways;
  }

  private designatedIn(component: number): DesignatedRoutes {
    const members = this.graph.members[component]!;
    const before = this.designated.get(component);
    if (before) return before;
    const distance = (lan: number): number => this.distances.get(this.graph.lans[lan]!.id)!;
    const root = members.reduce((nearest, lan) => (distance(lan) < distance(nearest) ? lan : nearest));
    const routes = new DesignatedRoutes(this.graph, members, root);
    this.designated.set(component, routes);
    return routes;
  }
}
