import type { Layout } from '@decnet/domain';
import { computeLayout } from '../layout/compute';
import { elkInWorker } from '../layout/elkWorker';
import { boundsOf, freeSeat, type Box, type Layout as Drawn, type Point } from '../layout/geometry';
import type { Structure } from '../layout/structure';
import type { LaidOut } from '../layout/useLayout';
import type { Selected } from '../live/store';
import { overlap } from './places';

const ROOM = 40;

function partOf({ residents, homes, links, distance }: Structure, lanIds: ReadonlySet<string>): Structure {
  return {
    residents: Object.fromEntries(Object.entries(residents).filter(([id]) => lanIds.has(id))), homes,
    links: links.filter(({ homeId, lanId }) => lanIds.has(homeId) && lanIds.has(lanId)), distance,
  };
}

function shifted({ lans, deckies, routes }: Drawn, by: Point): Drawn {
  const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + by.x, y: point.y + by.y });
  return {
    lans: Object.fromEntries(Object.entries(lans).map(([id, box]) => [id, move(box)])), deckies,
    routes: Object.fromEntries(Object.entries(routes).map(([id, points]) => [id, points.map(move)])),
  };
}

/** Where the tidied LANs go: to where they stood, or as far below as keeps them clear of those that stay. */
function clearOf(laid: Drawn, stays: readonly Box[], corner: Point): Point {
  const boxes = Object.values(laid.lans);
  const bounds = boundsOf(boxes) ?? { x: 0, y: 0 };
  const by = { x: corner.x - bounds.x, y: corner.y - bounds.y };
  for (let tries = 0; tries <= stays.length; tries += 1) {
    const hit = stays.find((stay) => boxes.some((box) => overlap(stay, { ...box, x: box.x + by.x, y: box.y + by.y })));
    if (hit === undefined) break;
    by.y = hit.y + hit.height + ROOM - bounds.y;
  }
  return by;
}

/** Cards of LANs that stay take new seats; the other cards there keep theirs. */
function reseated({ layout, structure }: LaidOut, deckyIds: ReadonlySet<string>): Record<string, Point> {
  const seats: Record<string, Point> = {};
  for (const [lanId, residents] of Object.entries(structure.residents)) {
    const taken = residents.flatMap((id) => (deckyIds.has(id) ? [] : layout.deckies[id] ?? []));
    for (const id of residents.filter((one) => deckyIds.has(one))) {
      seats[id] = freeSeat(taken, layout.lans[lanId]?.width ?? 0);
      taken.push(seats[id]);
    }
  }
  return seats;
}

/** A tidy layout of what is selected, or of everything when nothing is: what is not part of it stays where it is. */
export async function tidied(laidOut: LaidOut, selected: Selected): Promise<{ layout: Layout; drawn: Drawn }> {
  const { layout, structure } = laidOut;
  const lanIds = new Set(Object.keys(layout.lans).filter((id) => selected.has(id)));
  const deckyIds = new Set(Object.keys(layout.deckies).filter((id) => selected.has(id) && !lanIds.has(structure.homes[id]?.lanId ?? '')));
  const all = lanIds.size + deckyIds.size === 0;
  const part = all ? structure : partOf(structure, lanIds);
  const laid = all || lanIds.size > 0 ? await computeLayout(elkInWorker(), part) : { lans: {}, deckies: {}, routes: {} };
  const corner = boundsOf(Object.entries(layout.lans).flatMap(([id, box]) => (lanIds.has(id) ? [box] : []))) ?? { x: 0, y: 0 };
  const stays = all ? [] : Object.entries(layout.lans).flatMap(([id, box]) => (lanIds.has(id) ? [] : [box]));
  const moved = shifted(laid, clearOf(laid, stays, corner));
  const deckies = { ...moved.deckies, ...reseated(laidOut, deckyIds) };
  const drawn = { lans: { ...layout.lans, ...moved.lans }, deckies: { ...layout.deckies, ...deckies }, routes: { ...layout.routes, ...moved.routes } };
  return { layout: { lans: { ...moved.lans }, deckies }, drawn };
}
