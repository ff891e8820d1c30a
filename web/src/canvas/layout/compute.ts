import type { ELK, ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api';
import { CARD, CARD_GAP, EMPTY_LAN, LAN_HEAD, LAN_PADDING, type Box, type Layout, type Point } from './geometry';
import type { Link, Structure } from './structure';

const PACKING = {
  'elk.algorithm': 'rectpacking',
  'elk.aspectRatio': '1.5',
  'elk.spacing.nodeNode': String(CARD_GAP),
  'elk.padding': `[top=${LAN_HEAD + LAN_PADDING - 4},left=${LAN_PADDING},bottom=${LAN_PADDING},right=${LAN_PADDING}]`,
};
const LAYERED = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '44',
  'elk.layered.spacing.nodeNodeBetweenLayers': '56',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.spacing.componentComponent': '72',
};

interface PackedLan { id: string; width: number; height: number; slots: Point[] }

/** Level one: the cards of each LAN, packed. All cards are of one size, so who takes which slot is decided afterwards. */
async function packLans(elk: Pick<ELK, 'layout'>, structure: Structure): Promise<Map<string, PackedLan>> {
  const children = Object.entries(structure.residents).map(([id, residents]): ElkNode => ({
    id, layoutOptions: PACKING, children: residents.map((deckyId) => ({ id: deckyId, ...CARD })),
  }));
  const packed = await elk.layout({ id: 'packing', layoutOptions: { 'elk.algorithm': 'box' }, children });
  return new Map((packed.children ?? []).map((lan) => [lan.id, {
    id: lan.id,
    width: Math.max(lan.width ?? 0, EMPTY_LAN.width),
    height: (lan.children?.length ?? 0) === 0 ? EMPTY_LAN.height : Math.max(lan.height ?? 0, EMPTY_LAN.height),
    slots: (lan.children ?? []).map(({ x = 0, y = 0 }) => ({ x, y })),
  }]));
}

/** Bridges towards the entry take the slots on the left, those going deeper the ones on the right: their edges leave without crossing cards. */
function seat(packed: PackedLan, residents: readonly string[], links: readonly Link[]): Record<string, Point> {
  const inward = new Set(links.filter((link) => link.inward).map((link) => link.deckyId));
  const outward = new Set(links.filter((link) => !link.inward).map((link) => link.deckyId));
  const rank = (id: string): number => (inward.has(id) ? 0 : outward.has(id) ? 2 : 1);
  const queue = [...residents].sort((a, b) => rank(a) - rank(b));
  const slots = [...packed.slots].sort((a, b) => a.x - b.x || a.y - b.y);
  return Object.fromEntries(queue.map((id, index) => [id, slots[index] ?? { x: LAN_PADDING, y: LAN_HEAD }]));
}

type Side = 'EAST' | 'WEST';

function port(id: string, side: Side, lan: PackedLan, y: number): ElkPort {
  return { id, x: side === 'EAST' ? lan.width : 0, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}

/** Ports of one LAN: where its own bridges leave, at the height of their cards, and where others arrive, spread over the side. */
function portsOf(lan: PackedLan, seats: Record<string, Point>, links: readonly Link[]): ElkPort[] {
  const leaving = links.filter((link) => link.homeId === lan.id)
    .map((link) => port(`${link.edgeId}:home`, link.inward ? 'WEST' : 'EAST', lan, (seats[link.deckyId]?.y ?? 0) + CARD.height / 2));
  const arriving = (['EAST', 'WEST'] as const).flatMap((side) => {
    const here = links.filter((link) => link.lanId === lan.id && (link.inward ? 'EAST' : 'WEST') === side);
    const step = (lan.height - LAN_HEAD) / (here.length + 1);
    return here.map((link, index) => port(`${link.edgeId}:away`, side, lan, LAN_HEAD + step * (index + 1)));
  });
  return [...leaving, ...arriving];
}

/** Edges run away from the entry for the layering, whichever end is home. */
function elkEdge(link: Link): ElkExtendedEdge {
  const [home, away] = [`${link.edgeId}:home`, `${link.edgeId}:away`];
  return { id: link.edgeId, sources: [link.inward ? away : home], targets: [link.inward ? home : away] };
}

function routeOf(edge: ElkExtendedEdge, inward: boolean): Point[] {
  const points = (edge.sections ?? []).flatMap((section) => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  return inward ? points.reverse() : points;
}

function linksByLan(links: readonly Link[]): Map<string, Link[]> {
  const map = new Map<string, Link[]>();
  for (const link of links) {
    for (const id of [link.homeId, link.lanId]) {
      const list = map.get(id);
      if (list === undefined) map.set(id, [link]);
      else list.push(link);
    }
  }
  return map;
}

/**
 * Lays a whole maze out in two levels: cards packed inside their LAN, LANs in layers away from the DMZ with orthogonal edges between them. Two calls are
 * half the work of one hierarchical one, and cards of one LAN never scatter.
 */
export async function computeLayout(elk: Pick<ELK, 'layout'>, structure: Structure): Promise<Layout> {
  const packed = await packLans(elk, structure);
  const touching = linksByLan(structure.links);
  const deckies: Record<string, Point> = {};
  const order = [...packed.values()].sort((a, b) => (structure.distance[a.id] ?? 0) - (structure.distance[b.id] ?? 0));
  const children = order.map((lan): ElkNode => {
    const links = touching.get(lan.id) ?? [];
    const seats = seat(lan, structure.residents[lan.id] ?? [], links.filter((link) => link.homeId === lan.id));
    Object.assign(deckies, seats);
    return { id: lan.id, width: lan.width, height: lan.height, ports: portsOf(lan, seats, links), layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } };
  });
  const laid = await elk.layout({ id: 'layers', layoutOptions: LAYERED, children, edges: structure.links.map(elkEdge) });
  const inward = new Map(structure.links.map((link) => [link.edgeId, link.inward]));
  return {
    deckies,
    lans: Object.fromEntries((laid.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }): [string, Box] => [id, { x, y, width, height }])),
    routes: Object.fromEntries((laid.edges ?? []).map((edge) => [edge.id, routeOf(edge, inward.get(edge.id) ?? false)])),
  };
}
