import type { Design, Structure } from '../layout/structure';

/** One line of the outline. Keys are what the selection is made of: nothing selected is the maze itself. */
export interface OutlineRow {
  key: string;
  kind: 'maze' | 'lan' | 'decky';
  /** Empty for the maze. */
  id: string;
  level: number;
  parent: string | null;
  /** Null where nothing can be folded. */
  expanded: boolean | null;
  position: number;
  siblings: number;
  /** What type-ahead compares. */
  name: string;
  /** Of a decky: its address at home. */
  ip: string;
  /** Where else it stands, with its addresses there: what makes it a bridge. */
  away: readonly string[];
}

export const MAZE_KEY = 'maze';
export const keyOf = (kind: 'lan' | 'decky', id: string): string => `${kind}:${id}`;

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** LANs from the DMZ outward, their residents by name; deckies that stand nowhere at the end. Linear but for the sorting. */
export function rowsOf(design: Design, structure: Structure, mazeName: string, folded: ReadonlySet<string>): OutlineRow[] {
  const { residents, homes, distance, links } = structure;
  const lans = Object.values(design.lans).sort((a, b) => (distance[a.id] ?? 0) - (distance[b.id] ?? 0) || byName(a.name, b.name));
  const loose = Object.values(design.deckies).filter(({ id }) => homes[id] === undefined).sort((a, b) => byName(a.name, b.name));
  const siblings = lans.length + loose.length;
  const away = new Map<string, string[]>();
  for (const { deckyId, lanId, ip } of links) away.set(deckyId, [...(away.get(deckyId) ?? []), `${design.lans[lanId]?.name ?? ''} ${ip}`]);
  const deckyRow = (id: string, level: number, parent: string, position: number, among: number): OutlineRow => (
    { key: keyOf('decky', id), kind: 'decky', id, level, parent, expanded: null, position, siblings: among, name: design.deckies[id]?.name ?? '',
      ip: homes[id]?.ip ?? 'in no LAN', away: away.get(id) ?? [] });
  return [
    { key: MAZE_KEY, kind: 'maze', id: '', level: 1, parent: null, expanded: true, position: 1, siblings: 1, name: mazeName, ip: '', away: [] },
    ...lans.flatMap((lan, index): OutlineRow[] => {
      const key = keyOf('lan', lan.id);
      const own = residents[lan.id] ?? [];
      const expanded = own.length === 0 ? null : !folded.has(key);
      const row: OutlineRow = { key, kind: 'lan', id: lan.id, level: 2, parent: MAZE_KEY, expanded, position: index + 1, siblings, name: lan.name, ip: '', away: [] };
      return expanded === true ? [row, ...own.map((id, at) => deckyRow(id, 3, key, at + 1, own.length))] : [row];
    }),
    ...loose.map(({ id }, index) => deckyRow(id, 2, MAZE_KEY, lans.length + index + 1, siblings)),
  ];
}

const indexOf = (rows: readonly OutlineRow[], { key }: OutlineRow): number => rows.findIndex((row) => row.key === key);

/** What an arrow, Home or End leads to; a LAN is folded or unfolded instead when that is what the arrow means there. */
export function stepFrom(rows: readonly OutlineRow[], current: OutlineRow, key: string): { to: OutlineRow | undefined } | { fold: string } | null {
  const at = indexOf(rows, current);
  const canFold = current.kind === 'lan' && current.expanded !== null;
  switch (key) {
    case 'ArrowDown': return { to: rows[at + 1] };
    case 'ArrowUp': return { to: rows[at - 1] };
    case 'Home': return { to: rows[0] };
    case 'End': return { to: rows.at(-1) };
    case 'ArrowRight':
      if (canFold && current.expanded === false) return { fold: current.key };
      return { to: rows[at + 1]?.parent === current.key ? rows[at + 1] : undefined };
    case 'ArrowLeft':
      if (canFold && current.expanded === true) return { fold: current.key };
      return { to: rows.find((row) => row.key === current.parent) };
    default: return null;
  }
}

/** The next row from here whose name begins so, round the end; a single letter goes on to the next, more letters stay where they fit. */
export function typedAhead(rows: readonly OutlineRow[], current: OutlineRow, typed: string): OutlineRow | undefined {
  const from = indexOf(rows, current) + (typed.length === 1 ? 1 : 0);
  return [...rows.slice(from), ...rows.slice(0, from)].find(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()));
}

/** Where to be when this row goes: the one after it on the same level, else before it, else above. */
export function neighbourOf(rows: readonly OutlineRow[], row: OutlineRow): OutlineRow | undefined {
  const beside = rows.filter(({ parent }) => parent === row.parent);
  const at = indexOf(beside, row);
  return beside[at + 1] ?? beside[at - 1] ?? rows.find(({ key }) => key === row.parent);
}
