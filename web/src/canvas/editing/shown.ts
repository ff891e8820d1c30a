import type { Decky, Edge, Lan, Layout, Maze } from '@decnet/domain';
import type { ById, MazeState } from '../live/mazeState';
import { onceFor } from './onceFor';
import type { Ghost, Ghosts } from './types';

export const NO_GHOSTS: Ghosts = {};

export interface Shown { maze: MazeState; ghosts: Ghosts }

interface Rows<T> { rows: ById<T>; ghosts: Record<string, Ghost> }

function become<T extends { id: string }>(server: ById<T>, before: readonly T[], after: readonly T[], keepsLeaving: boolean): Rows<T> {
  if (before === after) return { rows: server, ghosts: {} };
  const ghosts: Record<string, Ghost> = {};
  const rows: Record<string, T> = {};
  const left = new Map(after.map((row) => [row.id, row]));
  // In the order in which the server has them: the drawing must not be rearranged because something waits.
  for (const row of before) {
    const now = left.get(row.id);
    if (now !== row) ghosts[row.id] = now === undefined ? 'removed' : 'changed';
    if (now !== undefined) rows[row.id] = now;
    else if (keepsLeaving) rows[row.id] = row;
    left.delete(row.id);
  }
  for (const row of left.values()) {
    rows[row.id] = row;
    ghosts[row.id] = 'added';
  }
  return { rows: Object.keys(ghosts).length === 0 ? server : rows, ghosts };
}

const lansBecome = onceFor(become<Lan>);
const deckiesBecome = onceFor(become<Decky>);
const edgesBecome = onceFor((server: ById<Edge>, before: readonly Edge[], after: readonly Edge[], keepsLeaving: boolean, deckies: readonly Decky[]): Rows<Edge> => {
  const { rows, ghosts } = become(server, before, after, keepsLeaving);
  const staying = new Set(deckies.map(({ id }) => id));
  // A home that goes is one no longer: the decky has another, and nobody has two.
  const left = Object.values(rows).filter((edge) => ghosts[edge.id] === 'removed' && edge.isHome && staying.has(edge.deckyId));
  return { ghosts, rows: left.length === 0 ? rows : { ...rows, ...Object.fromEntries(left.map((edge) => [edge.id, { ...edge, isHome: false }])) } };
});

function placeRows<T extends { id: string }>(rows: ById<T>, positions: Readonly<Record<string, object>>): ById<T> {
  const moved = Object.entries(positions).filter(([id]) => rows[id] !== undefined);
  return moved.length === 0 ? rows : { ...rows, ...Object.fromEntries(moved.map(([id, position]) => [id, { ...rows[id]!, ...position }])) };
}
const placeLans = onceFor(placeRows<Lan>);
const placeDeckies = onceFor(placeRows<Decky>);

/** A decky is another when an attachment of it is. */
function withTheirDeckies(ghosts: Ghosts, edgeGhosts: Ghosts, edges: readonly ById<Edge>[]): Ghosts {
  const touched = Object.keys(edgeGhosts).flatMap((id) => edges.flatMap((rows) => rows[id]?.deckyId ?? []));
  return { ...Object.fromEntries(touched.map((id): [string, Ghost] => [id, 'changed'])), ...ghosts, ...edgeGhosts };
}

/**
 * The maze with everything on it that the server does not have yet. Of a draft it is what will be; of a running maze what goes is shown until it has
 * gone. Rows and sets of rows that nothing touches are the server's own.
 */
export function shownOf(server: MazeState, before: Maze, after: Maze, isLive: boolean, layout: Layout): Shown {
  const lans = lansBecome(server.lans, before.lans, after.lans, isLive);
  const deckies = deckiesBecome(server.deckies, before.deckies, after.deckies, isLive);
  const edges = edgesBecome(server.edges, before.edges, after.edges, isLive, after.deckies);
  const parts = { lans: placeLans(lans.rows, layout.lans), deckies: placeDeckies(deckies.rows, layout.deckies), edges: edges.rows };
  if (parts.lans === server.lans && parts.deckies === server.deckies && parts.edges === server.edges) return { maze: server, ghosts: NO_GHOSTS };
  const counts = { lanCount: Object.keys(parts.lans).length, deckyCount: Object.keys(parts.deckies).length, edgeCount: Object.keys(parts.edges).length };
  const ghosts = isLive ? withTheirDeckies({ ...lans.ghosts, ...deckies.ghosts }, edges.ghosts, [server.edges, edges.rows]) : NO_GHOSTS;
  // What runs is counted, not what waits.
  const info = isLive ? server.info : { ...server.info, ...counts };
  return { maze: { ...server, ...parts, info, former: formerOf(server, lans, deckies, isLive) }, ghosts };
}

function formerOf(server: MazeState, lans: Rows<Lan>, deckies: Rows<Decky>, isLive: boolean): MazeState['former'] {
  const gone = [...Object.entries(lans.ghosts), ...Object.entries(deckies.ghosts)].filter(([, ghost]) => ghost === 'removed');
  if (isLive || gone.length === 0) return server.former;
  return { ...server.former, ...Object.fromEntries(gone.map(([id]) => [id, server.lans[id]?.name ?? server.deckies[id]?.name ?? ''])) };
}
