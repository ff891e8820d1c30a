import type { LaidOut } from '../layout/useLayout';
import { CARD, type Box, type Point } from '../layout/geometry';
import type { Design, Link } from '../layout/structure';
import type { Detail } from './detail';
import { roundedPath, simpleRoute, startAtCard, towards } from './route';

export interface DrawnLan extends Box { id: string; residents: readonly string[] }
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

function drawLink(link: Link, { layout }: LaidOut, detail: Detail): DrawnLink | null {
  const home = layout.lans[link.homeId];
  const other = layout.lans[link.lanId];
  const position = layout.deckies[link.deckyId];
  if (home === undefined || other === undefined || position === undefined) return null;
  const card = cardBox(home, position);
  const route = layout.routes[link.edgeId];
  const points = route === undefined || route.length < 2
    ? simpleRoute(detail === 'far' ? home : card, other)
    : detail === 'far' ? [...route] : startAtCard(route, card);
  const end = points.at(-1) ?? other;
  return {
    id: link.edgeId, deckyId: link.deckyId, homeId: link.homeId, lanId: link.lanId, path: roundedPath(points), routing: link.routing, ip: link.ip, end, label: towards(end, points.at(-2) ?? end, LABEL_AWAY),
  };
}

/** Only the links: while something moves, nothing else changes. */
export function projectLinks(links: readonly Link[], laidOut: LaidOut, detail: Detail): DrawnLink[] {
  return links.flatMap((link) => drawLink(link, laidOut, detail) ?? []);
}

/** From far only LANs are drawn, and links run between their borders. */
export function project(design: Design, laidOut: LaidOut, detail: Detail): Drawing {
  const { structure, layout } = laidOut;
  const bridges = new Set(structure.links.map((link) => link.deckyId));
  const lans = Object.keys(design.lans).flatMap((id): DrawnLan[] => {
    const box = layout.lans[id];
    return box === undefined ? [] : [{ id, ...box, residents: structure.residents[id] ?? [] }];
  });
  const deckies = detail === 'far' ? [] : lans.flatMap((lan) => lan.residents.flatMap((id): DrawnDecky[] => {
    const position = layout.deckies[id];
    return position === undefined || design.deckies[id] === undefined ? [] : [{ id, lanId: lan.id, x: position.x, y: position.y, bridge: bridges.has(id) }];
  }));
  return { lans, deckies, links: projectLinks(structure.links, laidOut, detail) };
}

/** Where a decky or LAN stands on the canvas, for flying there. */
export function boxOf({ structure, layout }: LaidOut, kind: 'lan' | 'decky', id: string): Box | null {
  if (kind === 'lan') return layout.lans[id] ?? null;
  const home = layout.lans[structure.homes[id]?.lanId ?? ''];
  const position = layout.deckies[id];
  return home === undefined || position === undefined ? null : cardBox(home, position);
}
