import { byCodeUnit } from '../maze-index.js';
import type { Decky, Edge, Lan, Maze } from '../types.js';

export const DOCUMENT_FORMAT = 1;

export type LanDocument = Omit<Lan, 'id'>;
export type DeckyDocument = Omit<Decky, 'id'>;
/** LAN and decky by name. */
export interface EdgeDocument extends Pick<Edge, 'ip' | 'isHome'> { decky: string; lan: string }

/** A maze as plain data that can be read, kept and imported elsewhere: names take the place of ids. */
export interface ExportedMaze {
  /** Version of the format. */
  decnet: typeof DOCUMENT_FORMAT;
  name: string;
  lans: LanDocument[];
  deckies: DeckyDocument[];
  edges: EdgeDocument[];
}

/** The design under its name, everything sorted by name, so that two exports can be compared line by line. */
export function toDocument(name: string, { lans, deckies, edges }: Maze): ExportedMaze {
  const lanNames = new Map(lans.map((lan) => [lan.id, lan.name]));
  const deckyNames = new Map(deckies.map((decky) => [decky.id, decky.name]));
  const named = (names: ReadonlyMap<string, string>, id: string): string => names.get(id) ?? id;
  return {
    decnet: DOCUMENT_FORMAT,
    name,
    lans: lans.map(withoutId).sort((a, b) => byCodeUnit(a.name, b.name)),
    deckies: structuredClone(deckies).map(withoutId).sort((a, b) => byCodeUnit(a.name, b.name)),
    edges: edges
      .map(({ deckyId, lanId, ip, isHome }) => ({ decky: named(deckyNames, deckyId), lan: named(lanNames, lanId), ip, isHome }))
      .sort((a, b) => byCodeUnit(a.decky, b.decky) || byCodeUnit(a.lan, b.lan)),
  };
}

function withoutId<T extends { id: string }>({ id: _, ...rest }: T): Omit<T, 'id'> {
  return rest;
}
