import { forwardingGraph, type LanGraph, type Ways } from '../lan-graph.js';
import type { Attachment, Attachments } from '../maze-index.js';
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
 * Deckies that stand in the same one LAN share a list.
 */
export class StaticRoutes {
  private readonly graph: LanGraph;
  private readonly jointByDecky: Map<string, number>;
  private readonly ways = new Map<number, Ways>();
  private readonly designated = new Map<number, DesignatedRoutes>();
  /** Of deckies that stand in one LAN only, by LAN. */
  private readonly lists: (PlannedRoute[] | undefined)[] = [];

  /** @param distances of the LANs from the DMZ, by id */
  constructor(maze: Maze, attachments: Attachments, private readonly distances: ReadonlyMap<string, number>) {
    this.graph = forwardingGraph(maze, attachments);
    this.jointByDecky = new Map(this.graph.joints.map(({ decky }, index) => [decky.id, index]));
  }

  of({ id }: Decky, attachments: readonly Attachment[]): PlannedRoute[] {
    if (attachments.length === 1) {
      const lan = this.graph.indexById.get(attachments[0]!.lan.id)!;
      return (this.lists[lan] ??= this.listFor([lan], -1));
    }
    const own = attachments.map(({ lan }) => this.graph.indexById.get(lan.id)!);
    return this.listFor(own, this.jointByDecky.get(id) ?? -1);
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
