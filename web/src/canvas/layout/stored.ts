import { boundsOf, CARD, freeSeat, LAN_PADDING, type Box, type Layout, type Point } from './geometry';
import type { Design, Structure } from './structure';

const BESIDE = 80;

type Placed = { x: number | null; y: number | null };
const hasPlace = <T extends Placed>(row: T): row is T & Point => row.x !== null && row.y !== null;

/** Boxes as stored; a LAN counts only when all four numbers are there. */
function storedLans({ lans }: Design): Record<string, Box> {
  return Object.fromEntries(Object.values(lans).flatMap((lan): [string, Box][] => {
    const { width, height } = lan;
    return hasPlace(lan) && width !== null && height !== null ? [[lan.id, { x: lan.x, y: lan.y, width, height }]] : [];
  }));
}

function storedDeckies({ deckies }: Design): Record<string, Point> {
  return Object.fromEntries(Object.values(deckies).flatMap((decky): [string, Point][] => (hasPlace(decky) ? [[decky.id, { x: decky.x, y: decky.y }]] : [])));
}

/** Computed seats know nothing of cards that were placed by hand: where some were, the others sit down beside them, one after the other. */
function seatedBeside(placed: Readonly<Record<string, Point>>, widths: Readonly<Record<string, number>>, { residents }: Structure): Record<string, Point> {
  return Object.fromEntries(Object.entries(residents).flatMap(([lanId, ids]): [string, Point][] => {
    const taken = ids.flatMap((id) => placed[id] ?? []);
    if (taken.length === 0 || taken.length === ids.length) return [];
    return ids.filter((id) => placed[id] === undefined).map((id) => {
      const seat = freeSeat(taken, widths[lanId] ?? 0);
      taken.push(seat);
      return [id, seat];
    });
  }));
}

/** A LAN is at least as large as what stands in it. */
function grown(box: Box, residents: readonly string[], deckies: Readonly<Record<string, Point>>): Box {
  const cards = residents.flatMap((id) => deckies[id] ?? []);
  return {
    ...box,
    width: Math.max(box.width, ...cards.map((card) => card.x + CARD.width + LAN_PADDING)),
    height: Math.max(box.height, ...cards.map((card) => card.y + CARD.height + LAN_PADDING)),
  };
}

/**
 * What the user placed by hand stays; the rest takes its computed place. Computed LANs among stored ones move below them together, so that nothing
 * overlaps. A route, computed now or before, holds only while both of its ends stand where that layout put them.
 */
export function withStored(computed: Layout, design: Design, structure: Structure, before: Layout | null = null): Layout {
  const placed = storedDeckies(design);
  const boxes = { ...computed.lans, ...storedLans(design) };
  const widths = Object.fromEntries(Object.entries(boxes).map(([id, { width }]) => [id, width]));
  const seated = seatedBeside(placed, widths, structure);
  const deckies = { ...computed.deckies, ...seated, ...placed };
  const grow = ([id, box]: [string, Box]): [string, Box] => [id, grown(box, structure.residents[id] ?? [], deckies)];
  const stored = Object.fromEntries(Object.entries(storedLans(design)).map(grow));
  const open = Object.entries(computed.lans).filter(([id]) => stored[id] === undefined);
  const taken = boundsOf(Object.values(stored));
  const free = boundsOf(open.map(([, box]) => box));
  const shift: Point = taken === null || free === null ? { x: 0, y: 0 } : { x: taken.x - free.x, y: taken.y + taken.height + BESIDE - free.y };
  const lans = { ...stored, ...Object.fromEntries(open.map(([id, box]) => grow([id, { ...box, x: box.x + shift.x, y: box.y + shift.y }]))) };
  const movable = new Set(structure.links.filter((link) => stored[link.homeId] === undefined && stored[link.lanId] === undefined && placed[link.deckyId] === undefined && seated[link.deckyId] === undefined).map((link) => link.edgeId));
  const routes = Object.fromEntries(Object.entries(computed.routes).filter(([id]) => movable.has(id))
    .map(([id, points]) => [id, points.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }))]));
  return { lans, deckies, routes: { ...keptRoutes(before, { lans, deckies }, structure), ...routes } };
}

const sameBox = (a: Box | undefined, b: Box | undefined): boolean => a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height;

/** Routes of a layout before whose ends have not moved since. */
function keptRoutes(before: Layout | null, now: Pick<Layout, 'lans' | 'deckies'>, { links }: Structure): Layout['routes'] {
  if (before === null) return {};
  return Object.fromEntries(links.flatMap(({ edgeId, homeId, lanId, deckyId }): [string, readonly Point[]][] => {
    const route = before.routes[edgeId];
    const [seat, was] = [now.deckies[deckyId], before.deckies[deckyId]];
    const stands = seat?.x === was?.x && seat?.y === was?.y && sameBox(before.lans[homeId], now.lans[homeId]) && sameBox(before.lans[lanId], now.lans[lanId]);
    return route !== undefined && stands ? [[edgeId, route]] : [];
  }));
}

/** True when every LAN and decky has a stored place, so that nothing needs computing. */
export function isFullyStored(design: Design): boolean {
  return Object.values(design.lans).every((lan) => hasPlace(lan) && lan.width !== null && lan.height !== null) && Object.values(design.deckies).every(hasPlace);
}
