import type { LaidOut } from '../layout/useLayout';
import { CARD, type Box, type Point } from '../layout/geometry';
import type { Design, Link } from '../layout/structure';
import type { Detail } from './detail';
import { roundedPath, simpleRoute, startAtCard, towards } from './route';

/** A closed one says what its cards would. */
export interface DrawnLan extends Box { id: string; residents: readonly string[]; closed: boolean }
/** Position relative to the home LAN. */
export interface DrawnDecky extends Point { id: string; lanId: string; bridge: boolean }
export interface DrawnLink { id: string; deckyId: string; homeId: string; lanId: string; path: string; routing: boolean; ip: string; end: Point; label: Point }

/** The address stands beside the line, this far outside of the LAN in which it is valid. */
const LABEL_AWAY = 18;

/** What is on the canvas, free of any drawing library. */
export interface Drawing { lans: DrawnLan[]; deckies: DrawnDecky[]; links: DrawnLink[] }

function cardBox(lan: Box, position: Point): Box {
  return { x: lan.x + position.x, y: lan.y + position.y, ...CARD };
}

function drawLink(link: Link, { layout }: LaidOut, isOpen: (lanId: string) => boolean): DrawnLink | null {
  const home = layout.lans[link.homeId];
  const other = layout.lans[link.lanId];
  const position = layout.deckies[link.deckyId];
  if (home === undefined || other === undefined || position === undefined) return null;
  const card = cardBox(home, position);
  const route = layout.routes[link.edgeId];
  const points = route === undefined || route.length < 2
    ? simpleRoute(isOpen(link.homeId) ? card : home, other)
    : isOpen(link.homeId) ? startAtCard(route, card) : [...route];
  const end = points.at(-1) ?? other;
  return {
    id: link.edgeId, deckyId: link.deckyId, homeId: link.homeId, lanId: link.lanId, path: roundedPath(points), routing: link.routing, ip: link.ip, end, label: towards(end, points.at(-2) ?? end, LABEL_AWAY),
  };
}

/** Only the links: while something moves, nothing else changes. */
export function projectLinks(links: readonly Link[], laidOut: LaidOut, isOpen: (lanId: string) => boolean): DrawnLink[] {
  return links.flatMap((link) => drawLink(link, laidOut, isOpen) ?? []);
}

/** Of a closed LAN only the box is drawn, and links run from its border. From far all are closed. */
export function project(design: Design, laidOut: LaidOut, detail: Detail, isOpen: (lanId: string) => boolean = () => detail !== 'far'): Drawing {
  const { structure, layout } = laidOut;
  const bridges = new Set(structure.links.map((link) => link.deckyId));
  const lans = Object.keys(design.lans).flatMap((id): DrawnLan[] => {
    const box = layout.lans[id];
    return box === undefined ? [] : [{ id, ...box, residents: structure.residents[id] ?? [], closed: !isOpen(id) }];
  });
  const deckies = lans.filter(({ closed }) => !closed).flatMap((lan) => lan.residents.flatMap((id): DrawnDecky[] => {
    const position = layout.deckies[id];
    return position === undefined || design.deckies[id] === undefined ? [] : [{ id, lanId: lan.id, x: position.x, y: position.y, bridge: bridges.has(id) }];
  }));
  return { lans, deckies, links: projectLinks(structure.links, laidOut, isOpen) };
}

/** Where a decky or LAN stands on the canvas, for flying there. */
export function boxOf({ structure, layout }: LaidOut, kind: 'lan' | 'decky', id: string): Box | null {
  if (kind === 'lan') return layout.lans[id] ?? null;
  const home = layout.lans[structure.homes[id]?.lanId ?? ''];
  const position = layout.deckies[id];
  return home === undefined || position === undefined ? null : cardBox(home, position);
}
