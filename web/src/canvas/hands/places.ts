import type { Layout } from '@decnet/domain';
import { CARD, CARD_GAP, FIRST_ROW, freeSeat, LAN_PADDING, type Box, type Point } from '../layout/geometry';
import type { Structure } from '../layout/structure';
import type { LaidOut } from '../layout/useLayout';
import type { Selected } from '../live/store';
import { boxOf } from '../projection/project';
import type { Moving } from './hands';

const ROOM = 40;

export function contains({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function homeIdOf({ structure }: LaidOut, deckyId: string): string | null {
  return structure.homes[deckyId]?.lanId ?? null;
}

/** The LAN at a place; the one drawn last lies on top. */
export function lanAt({ layout }: LaidOut, point: Point, except: ReadonlySet<string> = new Set()): string | null {
  return Object.entries(layout.lans).findLast(([id, box]) => !except.has(id) && contains(box, point))?.[0] ?? null;
}

export function deckyAt(laidOut: LaidOut, point: Point): string | null {
  const lanId = lanAt(laidOut, point);
  const residents = lanId === null ? [] : laidOut.structure.residents[lanId] ?? [];
  return residents.findLast((id) => { const box = boxOf(laidOut, 'decky', id); return box !== null && contains(box, point); }) ?? null;
}

/** A card stays below the head of its LAN and right of its border; to the right and downwards the LAN grows. */
function inside({ x, y }: Point): Point {
  return { x: Math.round(Math.max(LAN_PADDING, x)), y: Math.round(Math.max(FIRST_ROW, y)) };
}

/** The seat within a LAN of a card whose corner stands there on the canvas. */
export function seatAt({ layout }: LaidOut, lanId: string, corner: Point): Point {
  const lan = layout.lans[lanId] ?? { x: 0, y: 0 };
  return inside({ x: corner.x - lan.x, y: corner.y - lan.y });
}

/** What would move: selected LANs with their residents, and selected deckies of other LANs. */
export function movable({ structure, layout }: LaidOut, selected: Selected): { lans: string[]; deckies: string[] } {
  const lans = [...selected.keys()].filter((id) => layout.lans[id] !== undefined);
  const deckies = [...selected.keys()].filter((id) => layout.deckies[id] !== undefined && !selected.has(structure.homes[id]?.lanId ?? ''));
  return { lans, deckies };
}

export function movedBy({ layout }: LaidOut, { lans, deckies }: { lans: readonly string[]; deckies: readonly string[] }, by: Point): Moving {
  const shift = (places: Readonly<Record<string, Point>>) => (id: string): [string, Point] => [id, { x: Math.round((places[id]?.x ?? 0) + by.x), y: Math.round((places[id]?.y ?? 0) + by.y) }];
  return { lans: Object.fromEntries(lans.map(shift(layout.lans))), deckies: Object.fromEntries(deckies.map(shift(layout.deckies))) };
}

/** Links that hang on what moves. */
export function linksOf({ structure }: LaidOut, { lans, deckies }: Moving): Structure['links'] {
  return structure.links.filter((link) => deckies[link.deckyId] !== undefined || lans[link.homeId] !== undefined || lans[link.lanId] !== undefined);
}

/** The layout while something moves; without routes, since none of those that hang on it holds. */
export function withMoving({ layout, structure }: LaidOut, { lans, deckies }: Moving): LaidOut {
  const boxes = Object.fromEntries(Object.entries(lans).flatMap(([id, corner]) => { const box = layout.lans[id]; return box === undefined ? [] : [[id, { ...box, ...corner }]]; }));
  return { structure, layout: { lans: { ...layout.lans, ...boxes }, deckies: { ...layout.deckies, ...deckies }, routes: {} } };
}

/** What moved, as it is stored. */
export function layoutOf({ layout }: LaidOut, { lans, deckies }: Moving): Layout {
  const boxes = Object.entries(lans).flatMap(([id, corner]): [string, Box][] => { const box = layout.lans[id]; return box === undefined ? [] : [[id, { ...box, ...corner }]]; });
  return { lans: Object.fromEntries(boxes), deckies: Object.fromEntries(Object.entries(deckies).map(([id, seat]) => [id, inside(seat)])) };
}

/** Where these stand now, to be gone back to. */
export function placesNow({ layout }: LaidOut, { lans, deckies }: Layout): Layout {
  const of = <T>(places: Readonly<Record<string, T>>, wanted: object): Record<string, T> => Object.fromEntries(Object.entries(places).filter(([id]) => id in wanted));
  return { lans: of(layout.lans, lans), deckies: of(layout.deckies, deckies) };
}

/** Places that only the drawing knows: stored with the first deed, so that nothing else moves when something is placed by hand. */
export function unstored({ layout }: LaidOut, design: { lans: readonly Stored[]; deckies: readonly Stored[] }): Layout {
  const open = <T>(rows: readonly Stored[], places: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(rows.flatMap(({ id, x, y, width }): [string, T][] => {
    const place = places[id];
    return place === undefined || (x !== null && y !== null && width !== null) ? [] : [[id, place]];
  }));
  return { lans: open(design.lans, layout.lans), deckies: open(design.deckies, layout.deckies) };
}
interface Stored { id: string; x: number | null; y: number | null; width?: number | null }

/** LANs that must give way when one of them grows: those below move down, those beside it to the right, and so on. */
export function madeRoom(boxes: Readonly<Record<string, Box>>, id: string, grown: Box): Record<string, Box> {
  const moved: Record<string, Box> = { [id]: grown };
  const queue = [id];
  const most = 4 * Object.keys(boxes).length;
  for (let at = 0; at < queue.length && at < most; at += 1) {
    const [was, now] = [boxes[queue[at]!]!, moved[queue[at]!]!];
    for (const [otherId, before] of Object.entries(boxes)) {
      const other = moved[otherId] ?? before;
      if (otherId === queue[at] || !overlap(now, other) || overlap(was, before)) continue;
      const below = before.y >= was.y + was.height || before.x < was.x + was.width;
      moved[otherId] = below ? { ...other, y: now.y + now.height + ROOM } : { ...other, x: now.x + now.width + ROOM };
      queue.push(otherId);
    }
  }
  return moved;
}

/**
 * Seats for cards that come into a LAN, where they are wanted if nobody sits there, and what LANs must then grow and move.
 * @param wanted places within the LAN, null for any
 */
export function seated({ layout, structure }: LaidOut, lanId: string, wanted: readonly (Point | null)[], leaving: ReadonlySet<string> = new Set()): { seats: Point[]; lans: Layout['lans'] } {
  const box = layout.lans[lanId];
  if (box === undefined) return { seats: wanted.map(() => ({ x: LAN_PADDING, y: FIRST_ROW })), lans: {} };
  const taken = (structure.residents[lanId] ?? []).flatMap((id) => (leaving.has(id) ? [] : layout.deckies[id] ?? []));
  const isFree = (seat: Point): boolean => !taken.some((card) => Math.abs(card.x - seat.x) < CARD.width && Math.abs(card.y - seat.y) < CARD.height);
  // A small LAN that gets many grows to about a square, not to a tower.
  const columns = Math.ceil(Math.sqrt((taken.length + wanted.length) / 2));
  const width = Math.max(box.width, 2 * LAN_PADDING + columns * (CARD.width + CARD_GAP) - CARD_GAP);
  const seats = wanted.map((want) => {
    const seat = want !== null && isFree(inside(want)) ? inside(want) : freeSeat(taken, width);
    taken.push(seat);
    return seat;
  });
  const grown = {
    ...box,
    width: Math.max(box.width, ...seats.map(({ x }) => x + CARD.width + LAN_PADDING)),
    height: Math.max(box.height, ...seats.map(({ y }) => y + CARD.height + LAN_PADDING)),
  };
  return { seats, lans: grown.width === box.width && grown.height === box.height ? {} : madeRoom(layout.lans, lanId, grown) };
}

/** The nearest place, to any side, at which a box lies on no LAN. */
export function freePlace({ layout }: LaidOut, box: Box): Box {
  const lans = Object.values(layout.lans);
  const isFree = (one: Box): boolean => !lans.some((lan) => overlap(lan, one));
  if (isFree(box)) return box;
  const beside = lans.flatMap((lan) => [
    { ...box, x: lan.x - box.width - ROOM / 2 }, { ...box, x: lan.x + lan.width + ROOM / 2 },
    { ...box, y: lan.y - box.height - ROOM / 2 }, { ...box, y: lan.y + lan.height + ROOM / 2 },
  ]);
  const far = (one: Box): number => Math.abs(one.x - box.x) + Math.abs(one.y - box.y);
  return beside.sort((a, b) => far(a) - far(b)).find(isFree) ?? box;
}

/** The nearest place to the right at which none of these boxes, moved together, lies on a LAN. */
export function besideEverything({ layout }: LaidOut, boxes: readonly Box[], from: Point): Point {
  const lans = Object.values(layout.lans);
  const by = { ...from };
  for (let tries = 0; tries < lans.length + 1; tries += 1) {
    const hit = lans.find((lan) => boxes.some((box) => overlap(lan, { ...box, x: box.x + by.x, y: box.y + by.y })));
    if (hit === undefined) break;
    by.x = hit.x + hit.width + ROOM - Math.min(...boxes.map(({ x }) => x));
  }
  return by;
}
