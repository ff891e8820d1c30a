import type { EdgeResponse, LanResponse } from '@decnet/contract';
import type { Decky } from '@decnet/domain';
import type { ById } from '../live/mazeState';

export interface Design { lans: ById<LanResponse>; deckies: ById<Decky>; edges: ById<EdgeResponse> }

/** One attachment beside home: drawn as an edge from the decky to the LAN. */
export interface Link {
  edgeId: string;
  deckyId: string;
  homeId: string;
  lanId: string;
  ip: string;
  /** The decky lets packets through; else it merely stands in both. */
  routing: boolean;
  /** True when the other LAN is nearer to the DMZ than home (or as near, and earlier): the edge leaves towards the entry. */
  inward: boolean;
}

export interface Structure {
  /** Deckies by home LAN, in order of name; every LAN has an entry. */
  residents: Readonly<Record<string, readonly string[]>>;
  /** Home edge of each attached decky. */
  homes: Readonly<Record<string, EdgeResponse>>;
  links: readonly Link[];
  /** LANs away from the DMZ; what has no way there comes last. */
  distance: Readonly<Record<string, number>>;
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

function homesOf(edges: readonly EdgeResponse[]): Record<string, EdgeResponse> {
  return Object.fromEntries(edges.filter((edge) => edge.isHome).map((edge) => [edge.deckyId, edge]));
}

function residentsOf(design: Design, homes: Record<string, EdgeResponse>): Record<string, string[]> {
  const residents: Record<string, string[]> = Object.fromEntries(Object.keys(design.lans).map((id) => [id, []]));
  for (const decky of Object.values(design.deckies)) {
    const home = homes[decky.id];
    if (home !== undefined) residents[home.lanId]?.push(decky.id);
  }
  const name = (id: string): string => design.deckies[id]?.name ?? '';
  for (const list of Object.values(residents)) list.sort((a, b) => byName(name(a), name(b)));
  return residents;
}

/** Breadth first from the DMZ over shared deckies. */
function distances(design: Design, joins: readonly (readonly [string, string])[]): Record<string, number> {
  const neighbours: Record<string, string[]> = {};
  for (const [a, b] of joins) {
    (neighbours[a] ??= []).push(b);
    (neighbours[b] ??= []).push(a);
  }
  const queue = Object.values(design.lans).filter((lan) => lan.isDmz).map((lan) => lan.id);
  const distance: Record<string, number> = Object.fromEntries(queue.map((id) => [id, 0]));
  for (const id of queue) {
    for (const other of neighbours[id] ?? []) {
      if (distance[other] !== undefined) continue;
      distance[other] = (distance[id] ?? 0) + 1;
      queue.push(other);
    }
  }
  return Object.fromEntries(Object.keys(design.lans).map((id) => [id, distance[id] ?? Number.MAX_SAFE_INTEGER]));
}

/** Who lives where, and what joins what. Linear but for the sorting by name. */
export function structureOf(design: Design): Structure {
  const edges = Object.values(design.edges).filter((edge) => design.lans[edge.lanId] !== undefined && design.deckies[edge.deckyId] !== undefined);
  const homes = homesOf(edges);
  const away = edges.flatMap((edge) => {
    const home = homes[edge.deckyId];
    return home === undefined || edge.isHome ? [] : [{ edge, homeId: home.lanId }];
  });
  const distance = distances(design, away.map(({ edge, homeId }) => [homeId, edge.lanId] as const));
  const order = (lanId: string): [number, string] => [distance[lanId] ?? 0, design.lans[lanId]?.name ?? ''];
  const links = away.map(({ edge, homeId }): Link => {
    const [homeDistance, homeName] = order(homeId);
    const [otherDistance, otherName] = order(edge.lanId);
    return {
      edgeId: edge.id, deckyId: edge.deckyId, homeId, lanId: edge.lanId, ip: edge.ip, routing: design.deckies[edge.deckyId]?.forwardsL3 ?? false,
      inward: otherDistance < homeDistance || (otherDistance === homeDistance && byName(otherName, homeName) < 0),
    };
  });
  return { residents: residentsOf(design, homes), homes, links, distance };
}
