import { LanGraph, type Ways } from './lan-graph.js';
import { type Attachments, attachmentsByDecky } from './maze-index.js';
import type { Maze } from './types.js';

/** Packets leave with a time to live of 64 and every bridge takes one away: a 64th bridge would drop them. */
export const MAX_HOPS = 63;
/** Ways kept per maze; each is as long as the component that it leads through. */
const KEPT_WAYS = 512;

/** `hops` are the ids of the deckies that forward, in order; neither sender nor receiver is one. */
export interface Route { sourceIp: string; hops: string[] }

export interface RouteTable {
  /**
   * How a decky reaches an address of the maze: its own LANs directly, others by the fewest forwarding bridges. Of equal ways
   * the one from its home, then by names. Null when none leads there, or when no decky has the address.
   */
  route(deckyId: string, destinationIp: string): Route | null;
}

const tables = new WeakMap<Maze, RouteTable>();

/** What every decky of a maze can reach. Remembered per maze object; a way is looked for when it is first asked for. */
export function routeTable(maze: Maze): RouteTable {
  const table = tables.get(maze) ?? new LazyRouteTable(maze);
  tables.set(maze, table);
  return table;
}

/** {@link RouteTable.route} of the maze's table. */
export function route(maze: Maze, deckyId: string, destinationIp: string): Route | null {
  return routeTable(maze).route(deckyId, destinationIp);
}

/** Index of the LAN, among those given, from which the way is shortest; null when it cannot be reached from any of them. */
export function departure(graph: LanGraph, ways: Ways, own: readonly number[], destination: number): number | null {
  let best: number | null = null;
  let fewest = Infinity;
  for (const lan of own) {
    if (graph.component[lan] !== graph.component[destination]) continue;
    const distance = ways.distance[graph.position[lan]!]!;
    if (distance === -1 || distance >= fewest) continue;
    best = lan;
    fewest = distance;
  }
  return best;
}

class LazyRouteTable implements RouteTable {
  private readonly attachments: Attachments;
  private readonly graph: LanGraph;
  private readonly holders = new Map<string, { deckyId: string; lan: number }>();
  private readonly ways = new Map<number, Ways>();

  constructor(maze: Maze) {
    this.attachments = attachmentsByDecky(maze);
    this.graph = new LanGraph(maze);
    for (const { deckyId, lanId, ip } of maze.edges) {
      const lan = this.graph.indexById.get(lanId);
      if (lan !== undefined) this.holders.set(ip, { deckyId, lan });
    }
  }

  route(deckyId: string, destinationIp: string): Route | null {
    const own = this.attachments.get(deckyId);
    const holder = this.holders.get(destinationIp);
    if (!own || !holder) return null;
    if (holder.deckyId === deckyId) return { sourceIp: destinationIp, hops: [] };
    const ways = this.waysTo(holder.lan);
    const lan = departure(this.graph, ways, own.map((at) => this.graph.indexById.get(at.lan.id)!), holder.lan);
    if (lan === null) return null;
    const sourceIp = own.find((at) => at.lan.id === this.graph.lans[lan]!.id)!.edge.ip;
    const hops = this.hopsFrom(lan, holder.lan, ways).filter((hop) => hop !== holder.deckyId);
    return hops.length > MAX_HOPS ? null : { sourceIp, hops };
  }

  /** Every bridge sends on from the LAN that is best for it, as the sender did: so do machines with static routes. */
  private hopsFrom(start: number, destination: number, ways: Ways): string[] {
    const { position, joints } = this.graph;
    const hops: string[] = [];
    for (let lan = start; lan !== destination;) {
      const { decky, lans } = joints[ways.joint[position[lan]!]!]!;
      hops.push(decky.id);
      lan = departure(this.graph, ways, lans, destination)!;
    }
    return hops;
  }

  private waysTo(lan: number): Ways {
    const before = this.ways.get(lan);
    if (before) return before;
    if (this.ways.size >= KEPT_WAYS) this.ways.clear();
    // One more, for a bridge that is itself the destination.
    const ways = this.graph.waysTo(lan, MAX_HOPS + 1);
    this.ways.set(lan, ways);
    return ways;
  }
}
