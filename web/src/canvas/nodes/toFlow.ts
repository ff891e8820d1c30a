import type { LinkEdge, MazeNode } from '../flow';
import { CARD } from '../layout/geometry';
import type { Drawing } from '../projection/project';

const lanNodeId = (id: string): string => `lan:${id}`;
const deckyNodeId = (id: string): string => `decky:${id}`;

/** Containers lie below links, links below cards. */
const LAYER = { lan: 0, link: 1, decky: 2, lifted: 3 } as const;

/** The drawing in the library's terms. Sizes are given, so that nothing is measured; LANs come before what stands in them. */
function toNodes(drawing: Drawing, lifted: Readonly<Record<string, unknown>>): MazeNode[] {
  const fixed = { draggable: false, selectable: false, connectable: false, deletable: false, focusable: false } as const;
  return [
    ...drawing.lans.map(({ id, x, y, width, height, residents, closed }): MazeNode => ({
      id: lanNodeId(id), type: 'lan', position: { x, y }, width, height, zIndex: LAYER.lan, data: { lanId: id, residents, closed }, ...fixed,
    })),
    ...drawing.deckies.map(({ id, lanId, x, y, bridge }): MazeNode => ({
      id: deckyNodeId(id), type: 'decky', parentId: lanNodeId(lanId), position: { x, y }, ...CARD, zIndex: lifted[id] === undefined ? LAYER.decky : LAYER.lifted, data: { deckyId: id, bridge }, ...fixed,
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

const same = (a: object, b: object): boolean => Object.entries(a).every(([key, value]) => {
  const other = (b as Record<string, unknown>)[key];
  return value === other || (typeof value === 'object' && value !== null && typeof other === 'object' && other !== null && !Array.isArray(value) && same(value, other));
});

/** Takes over what is as it was, so that of a thousand cards only the one that moves is drawn again. */
function takenOver<T extends { id: string }>(known: Map<string, T>, next: readonly T[]): T[] {
  const result = next.map((one) => {
    const before = known.get(one.id);
    return before !== undefined && same(one, before) ? before : one;
  });
  known.clear();
  for (const one of result) known.set(one.id, one);
  return result;
}

/** A drawing in the library's terms, in which parts keep their identity from one to the next while they say the same. */
export class KeptDrawing {
  private readonly nodes = new Map<string, MazeNode>();
  private readonly edges = new Map<string, LinkEdge>();

  /** @param lifted deckies that are dragged, by id */
  of(drawing: Drawing, lifted: Readonly<Record<string, unknown>>): { nodes: MazeNode[]; edges: LinkEdge[] } {
    return { nodes: takenOver(this.nodes, toNodes(drawing, lifted)), edges: takenOver(this.edges, toEdges(drawing)) };
  }
}
