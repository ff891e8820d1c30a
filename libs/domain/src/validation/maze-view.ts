import { type Cidr, parseCidr } from '../allocation/index.js';
import type { Edge, Lan, Maze } from '../topology/types.js';

/**
 * What rules ask of a maze. Two answers to the same questions: an index for looking at everything, and plain searches
 * for looking at the two or three entities that an op touched.
 */
export interface MazeView {
  readonly maze: Maze;
  lan(id: string): Lan | undefined;
  /** Null when the subnet is malformed. */
  cidr(lan: Lan): Cidr | null;
  lansNamed(name: string): number;
  deckiesNamed(name: string): number;
  /** How many edges have this address in this LAN. */
  edgesAt(lanId: string, ip: string): number;
  edgesOf(deckyId: string): readonly Edge[];
}

const NONE: readonly Edge[] = [];
const cidrs = new WeakMap<Lan, Cidr | null>();

/** Read once per row: rows are replaced, never changed, and an op shares all but one or two of them with the maze before it. */
function cidrOf(lan: Lan): Cidr | null {
  const before = cidrs.get(lan);
  if (before !== undefined) return before;
  const cidr = parseCidr(lan.subnet);
  cidrs.set(lan, cidr);
  return cidr;
}

/** Looks everything up once: for rules that walk the whole maze. */
export function indexedView(maze: Maze): MazeView {
  const lans = new Map(maze.lans.map((lan) => [lan.id, lan]));
  const lanNames = countBy(maze.lans, ({ name }) => name);
  const deckyNames = countBy(maze.deckies, ({ name }) => name);
  const addresses = countAddresses(maze.edges);
  const edges = new Map<string, Edge[]>();
  for (const edge of maze.edges) {
    const own = edges.get(edge.deckyId);
    if (own) own.push(edge);
    else edges.set(edge.deckyId, [edge]);
  }
  return {
    maze,
    lan: (id) => lans.get(id),
    cidr: cidrOf,
    lansNamed: (name) => lanNames.get(name) ?? 0,
    deckiesNamed: (name) => deckyNames.get(name) ?? 0,
    edgesAt: (lanId, ip) => addresses.get(lanId)?.get(ip) ?? 0,
    edgesOf: (deckyId) => edges.get(deckyId) ?? NONE,
  };
}

/** Searches for every question: cheaper than an index while the focus is small. */
export function scanningView(maze: Maze): MazeView {
  return {
    maze,
    lan: (id) => maze.lans.find((lan) => lan.id === id),
    cidr: cidrOf,
    lansNamed: (name) => count(maze.lans, (lan) => lan.name === name),
    deckiesNamed: (name) => count(maze.deckies, (decky) => decky.name === name),
    edgesAt: (lanId, ip) => count(maze.edges, (edge) => edge.lanId === lanId && edge.ip === ip),
    edgesOf: (deckyId) => maze.edges.filter((edge) => edge.deckyId === deckyId),
  };
}

/** By LAN, then by address: joining the two into one key would cost more than everything else here. */
function countAddresses(edges: readonly Edge[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { lanId, ip } of edges) {
    let inLan = counts.get(lanId);
    if (!inLan) counts.set(lanId, (inLan = new Map()));
    inLan.set(ip, (inLan.get(ip) ?? 0) + 1);
  }
  return counts;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function count<T>(items: readonly T[], matches: (item: T) => boolean): number {
  let n = 0;
  for (const item of items) if (matches(item)) n += 1;
  return n;
}
