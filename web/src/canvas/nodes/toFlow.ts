import type { LinkEdge, MazeNode } from '../flow';
import { CARD } from '../layout/geometry';
import type { Drawing } from '../projection/project';

const lanNodeId = (id: string): string => `lan:${id}`;
const deckyNodeId = (id: string): string => `decky:${id}`;

/** Containers lie below links, links below cards. */
const LAYER = { lan: 0, link: 1, decky: 2 } as const;

/** The drawing in the library's terms. Sizes are given, so that nothing is measured; LANs come before what stands in them. */
export function toNodes(drawing: Drawing): MazeNode[] {
  const fixed = { draggable: false, selectable: false, connectable: false, deletable: false, focusable: false } as const;
  return [
    ...drawing.lans.map(({ id, x, y, width, height, residents, closed }): MazeNode => ({
      id: lanNodeId(id), type: 'lan', position: { x, y }, width, height, zIndex: LAYER.lan, data: { lanId: id, residents, closed }, ...fixed,
    })),
    ...drawing.deckies.map(({ id, lanId, x, y, bridge }): MazeNode => ({
      id: deckyNodeId(id), type: 'decky', parentId: lanNodeId(lanId), position: { x, y }, ...CARD, zIndex: LAYER.decky, data: { deckyId: id, bridge }, ...fixed,
    })),
  ];
}

/** A closed LAN shows no deckies: their links then hang on it. */
export function toEdges(drawing: Drawing): LinkEdge[] {
  const drawn = new Set(drawing.deckies.map((decky) => decky.id));
  return drawing.links.map(({ id, ...data }) => ({
    id, type: 'link', source: drawn.has(data.deckyId) ? deckyNodeId(data.deckyId) : lanNodeId(data.homeId), target: lanNodeId(data.lanId),
    zIndex: LAYER.link, data, selectable: false, focusable: false, deletable: false,
  }));
}
