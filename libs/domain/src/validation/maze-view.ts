import { type Cidr, parseCidr } from '../allocation/index.js';
import type { Decky, Edge, Lan, Maze } from '../topology/types.js';

/**
 * What rules ask of a maze. Two answers to the same questions: an index for looking at everything, and plain searches
 * for looking at the two or three entities that an op touched.
 */
export interface MazeView {
  readonly maze: Maze;
  lan(id: string): Lan | undefined;
  decky(id: string): Decky | undefined;
  /** Null when the subnet is malformed. */
  cidr(lan: Lan): Cidr | null;
  lansNamed(name: string): number;
  deckiesNamed(name: string): number;
  /** How many edges have this address in this LAN. */
  edgesAt(lanId: string, ip: string): number;
  edgesOf(deckyId: string): readonly Edge[];
}

const NONE: readonly Edge[] = [];

/** Looks everything up once: for rules that walk the whole maze. */
export function indexedView(maze: Maze): MazeView {
  const lans = new Map(maze.lans.map((lan) => [lan.id, lan]));
  const deckies = new Map(maze.deckies.map((decky) => [decky.id, decky]));
  const cidrs = new Map(maze.lans.map((lan) => [lan.id, parseCidr(lan.subnet)]));
  const lanNames = countBy(maze.lans, ({ name }) => name);
  const deckyNames = countBy(maze.deckies, ({ name }) => name);
  const addresses = countBy(maze.edges, ({ lanId, ip }) => `${lanId}/${ip}`);
  const edges = new Map<string, Edge[]>();
  for (const edge of maze.edges) {
    const own = edges.get(edge.deckyId);
    if (own) own.push(edge);
    else edges.set(edge.deckyId, [edge]);
  }
  return {
    maze,
    lan: (id) => lans.get(id),
    decky: (id) => deckies.get(id),
    cidr: (lan) => cidrs.get(lan.id) ?? null,
    lansNamed: (name) => lanNames.get(name) ?? 0,
    deckiesNamed: (name) => deckyNames.get(name) ?? 0,
    edgesAt: (lanId, ip) => addresses.get(`${lanId}/${ip}`) ?? 0,
    edgesOf: (deckyId) => edges.get(deckyId) ?? NONE,
  };
}

/** Searches for every question: cheaper than an index while the focus is small. */
export function scanningView(maze: Maze): MazeView {
  return {
    maze,
    lan: (id) => maze.lans.find((lan) => lan.id === id),
    decky: (id) => maze.deckies.find((decky) => decky.id === id),
    cidr: (lan) => parseCidr(lan.subnet),
    lansNamed: (name) => count(maze.lans, (lan) => lan.name === name),
    deckiesNamed: (name) => count(maze.deckies, (decky) => decky.name === name),
    edgesAt: (lanId, ip) => count(maze.edges, (edge) => edge.lanId === lanId && edge.ip === ip),
    edgesOf: (deckyId) => maze.edges.filter((edge) => edge.deckyId === deckyId),
  };
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
