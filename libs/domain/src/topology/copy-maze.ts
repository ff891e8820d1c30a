import type { Maze } from './types.js';

/** The same design, positions included, under fresh ids; shares nothing that could be changed with the original. */
export function copyMaze(maze: Maze, newId: () => string): Maze {
  const ids = new Map<string, string>();
  const fresh = (id: string): string => {
    const copy = ids.get(id) ?? newId();
    ids.set(id, copy);
    return copy;
  };
  const { lans, deckies, edges } = structuredClone(maze);
  return {
    lans: lans.map((lan) => ({ ...lan, id: fresh(lan.id) })),
    deckies: deckies.map((decky) => ({ ...decky, id: fresh(decky.id) })),
    edges: edges.map((edge) => ({ ...edge, id: fresh(edge.id), deckyId: fresh(edge.deckyId), lanId: fresh(edge.lanId) })),
  };
}
