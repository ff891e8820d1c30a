import type { Decky, Edge, Lan, Maze } from './types.js';

/** Total order of strings that no locale changes: by UTF-16 code unit. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By name, then id: the order in which everything derived from a maze walks its parts, so that row order never shows. */
export function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id);
}

/** Where a decky stands. */
export interface Attachment { lan: Lan; edge: Edge }

/** What every decky that stands anywhere is attached to, by its id. */
export type Attachments = ReadonlyMap<string, readonly Attachment[]>;

const known = new WeakMap<Maze, Attachments>();

/**
 * Attachments of every decky that has any, home first, then by name of the LAN. Edges to rows that are not there are left out.
 * Remembered per maze object: hash, routes and plan all begin with them.
 */
export function attachmentsByDecky(maze: Maze): Attachments {
  const before = known.get(maze);
  if (before) return before;
  const found = findAttachments(maze);
  known.set(maze, found);
  return found;
}

function findAttachments({ lans, edges }: Maze): Attachments {
  const lanById = new Map(lans.map((lan) => [lan.id, lan]));
  const found = new Map<string, Attachment[]>();
  for (const edge of edges) {
    const lan = lanById.get(edge.lanId);
    if (!lan) continue;
    const own = found.get(edge.deckyId);
    if (own) own.push({ lan, edge });
    else found.set(edge.deckyId, [{ lan, edge }]);
  }
  for (const own of found.values()) if (own.length > 1) own.sort(homeFirst);
  return found;
}

function homeFirst(a: Attachment, b: Attachment): number {
  return Number(b.edge.isHome) - Number(a.edge.isHome) || byName(a.lan, b.lan);
}

/** The deckies by name. */
export function sortedDeckies({ deckies }: Maze): Decky[] {
  return [...deckies].sort(byName);
}
