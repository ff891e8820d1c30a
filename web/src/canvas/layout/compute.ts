import type { ELK, ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api';
import { boundsOf, CARD, CARD_EXIT, CARD_GAP, EMPTY_LAN, FIRST_ROW, LAN_HEAD, LAN_PADDING, type Box, type Layout, type Point } from './geometry';
import type { Link, Structure } from './structure';

const PACKING = {
  'elk.algorithm': 'rectpacking',
  'elk.spacing.nodeNode': String(CARD_GAP),
  'elk.padding': `[top=${FIRST_ROW},left=${LAN_PADDING},bottom=${LAN_PADDING},right=${LAN_PADDING}]`,
};
const LAYERED = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '44',
  'elk.layered.spacing.nodeNodeBetweenLayers': '56',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.spacing.componentComponent': '72',
};

/** Widths to heights of a LAN. Upright ones make broad trees of LANs about as wide as screens are, flat ones narrow trees; with several bridges up a LAN needs a longer front row. */
const LAN_ASPECTS = [0.8, 1.7, 2.4, 3.2] as const;
/** Above this many LANs one shape must do: trees of that size are broad, and every try takes as long as the first. */
const TRY_ALL_UP_TO = 24;
/** What a drawing usually has to fit into, in canvas pixels: a laptop's window without the panels around it. */
const SCREEN = { width: 1040, height: 490 };

function bridgesUp(links: readonly Link[]): Map<string, number> {
  const deckies = new Map(links.filter((link) => link.inward).map((link) => [link.deckyId, link.homeId]));
  const counts = new Map<string, number>();
  for (const homeId of deckies.values()) counts.set(homeId, (counts.get(homeId) ?? 0) + 1);
  return counts;
}

/** From this many LANs at one distance on, a layer of its own for each distance would be far wider than any screen. */
const WIDEST_LAYER = 24;

/** Very wide mazes trade "one layer per distance" for a shape that can be seen whole. */
function layering({ distance }: Structure): Record<string, string> {
  const widths = new Map<number, number>();
  for (const layer of Object.values(distance)) widths.set(layer, (widths.get(layer) ?? 0) + 1);
  if (Math.max(0, ...widths.values()) <= WIDEST_LAYER) return LAYERED;
  const bound = Math.max(WIDEST_LAYER / 2, Math.ceil(Math.sqrt(1.4 * Object.keys(distance).length)));
  return {
    ...LAYERED,
    'elk.layered.layering.strategy': 'COFFMAN_GRAHAM',
    'elk.layered.layering.coffmanGraham.layerBound': String(bound),
    // A third of the time of the finer strategies, which at this size nobody can tell apart.
    'elk.layered.nodePlacement.strategy': 'LINEAR_SEGMENTS',
    'elk.layered.thoroughness': '3',
  };
}

interface PackedLan { id: string; width: number; height: number; slots: Point[] }

/**
 * Level one: the cards of each LAN, packed. All cards are of one size, so LANs with as many cards and bridges look alike: each pattern is packed once, and
 * who takes which slot is decided afterwards.
 */
async function packLans(elk: Pick<ELK, 'layout'>, structure: Structure, aspect: number): Promise<Map<string, PackedLan>> {
  const fronts = bridgesUp(structure.links);
  const patternOf = new Map(Object.entries(structure.residents).map(([id, residents]) => [id, `${residents.length}/${Math.max(1, fronts.get(id) ?? 0)}`]));
  const children = [...new Set(patternOf.values())].map((pattern): ElkNode => {
    const [cards = 0, front = 1] = pattern.split('/').map(Number);
    return {
      id: pattern, layoutOptions: { ...PACKING, 'elk.aspectRatio': String(aspect * front) },
      children: Array.from({ length: cards }, (_, index) => ({ id: `${pattern}/${index}`, ...CARD })),
    };
  });
  const packed = await elk.layout({ id: 'packing', layoutOptions: { 'elk.algorithm': 'box' }, children });
  const patterns = new Map((packed.children ?? []).map((pattern) => [pattern.id, pattern]));
  return new Map([...patternOf].map(([id, name]) => [id, packedLan(id, patterns.get(name))]));
}

function packedLan(id: string, pattern: ElkNode | undefined): PackedLan {
  const slots = (pattern?.children ?? []).map(({ x = 0, y = 0 }) => ({ x, y }));
  if (slots.length === 0) return { id, ...EMPTY_LAN, slots };
  return { id, width: Math.max(pattern?.width ?? 0, EMPTY_LAN.width), height: Math.max(pattern?.height ?? 0, EMPTY_LAN.height), slots };
}

/** Bridges towards the entry take the slots at the top, those going deeper the ones at the bottom: their edges leave without crossing cards. */
function seat(packed: PackedLan, residents: readonly string[], links: readonly Link[]): Record<string, Point> {
  const inward = new Set(links.filter((link) => link.inward).map((link) => link.deckyId));
  const outward = new Set(links.filter((link) => !link.inward).map((link) => link.deckyId));
  const rank = (id: string): number => (inward.has(id) ? 0 : outward.has(id) ? 2 : 1);
  const queue = [...residents].sort((a, b) => rank(a) - rank(b));
  const slots = [...packed.slots].sort((a, b) => a.y - b.y || a.x - b.x);
  return Object.fromEntries(queue.map((id, index) => [id, slots[index] ?? { x: LAN_PADDING, y: LAN_HEAD }]));
}

type Side = 'NORTH' | 'SOUTH';

function port(id: string, side: Side, lan: PackedLan, x: number): ElkPort {
  return { id, x, y: side === 'SOUTH' ? lan.height : 0, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}

/** Ports of one LAN: where its own bridges leave, in line with their cards, and where others arrive, spread over the side. */
function portsOf(lan: PackedLan, seats: Record<string, Point>, links: readonly Link[]): ElkPort[] {
  const leaving = links.filter((link) => link.homeId === lan.id)
    .map((link) => port(`${link.edgeId}:home`, link.inward ? 'NORTH' : 'SOUTH', lan, (seats[link.deckyId]?.x ?? 0) + CARD_EXIT));
  const arriving = (['NORTH', 'SOUTH'] as const).flatMap((side) => {
    const here = links.filter((link) => link.lanId === lan.id && (link.inward ? 'SOUTH' : 'NORTH') === side);
    const step = lan.width / (here.length + 1);
    return here.map((link, index) => port(`${link.edgeId}:away`, side, lan, step * (index + 1)));
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

async function layoutWith(elk: Pick<ELK, 'layout'>, structure: Structure, aspect: number): Promise<Layout> {
  const packed = await packLans(elk, structure, aspect);
  const touching = linksByLan(structure.links);
  const deckies: Record<string, Point> = {};
  const order = [...packed.values()].sort((a, b) => (structure.distance[a.id] ?? 0) - (structure.distance[b.id] ?? 0));
  const children = order.map((lan): ElkNode => {
    const links = touching.get(lan.id) ?? [];
    const seats = seat(lan, structure.residents[lan.id] ?? [], links.filter((link) => link.homeId === lan.id));
    Object.assign(deckies, seats);
    return { id: lan.id, width: lan.width, height: lan.height, ports: portsOf(lan, seats, links), layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } };
  });
  const laid = await elk.layout({ id: 'layers', layoutOptions: layering(structure), children, edges: structure.links.map(elkEdge) });
  const inward = new Map(structure.links.map((link) => [link.edgeId, link.inward]));
  return {
    deckies,
    lans: Object.fromEntries((laid.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }): [string, Box] => [id, { x, y, width, height }])),
    routes: Object.fromEntries((laid.edges ?? []).map((edge) => [edge.id, routeOf(edge, inward.get(edge.id) ?? false)])),
  };
}

function sizeOnScreen({ lans }: Layout): number {
  const bounds = boundsOf(Object.values(lans));
  return bounds === null ? 1 : Math.min(SCREEN.width / bounds.width, SCREEN.height / bounds.height);
}

/**
 * Lays a whole maze out in two levels: cards packed inside their LAN, LANs in layers away from the DMZ with orthogonal edges between them. Two calls are
 * half the work of one hierarchical one, and cards of one LAN never scatter. Of several shapes of LANs the one that can be drawn largest wins.
 */
export async function computeLayout(elk: Pick<ELK, 'layout'>, structure: Structure): Promise<Layout> {
  const [usual, ...others] = LAN_ASPECTS;
  const first = await layoutWith(elk, structure, usual);
  if (Object.keys(structure.residents).length > TRY_ALL_UP_TO) return first;
  const tried = await Promise.all(others.map((aspect) => layoutWith(elk, structure, aspect)));
  return tried.reduce((best, layout) => (sizeOnScreen(layout) > sizeOnScreen(best) ? layout : best), first);
}
