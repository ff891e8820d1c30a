import type { Change, Decky, Edge, Lan, Maze } from '@decnet/domain';
import { sameValue } from './touches';
import type { EntityRef } from './types';

type Row = Lan | Decky | Edge;

/** What a change does to a row, field by field; the row itself where there is nothing left to do. */
function changedRow(row: Row | undefined, change: Change): Row | undefined {
  if (!('before' in change)) return row ?? change.after;
  if (!('after' in change) || row === undefined) return undefined;
  const { before, after } = change as { before: Row; after: Row };
  const fields = Object.entries(after).filter(([field, value]) => (
    !sameValue(value, before[field as keyof Row]) && !sameValue(value, row[field as keyof Row])));
  return fields.length === 0 ? row : { ...row, ...Object.fromEntries(fields) };
}

function changedRows<T extends Row>(rows: readonly T[], kind: EntityRef['kind'], changes: readonly Change[]): readonly T[] {
  const own = changes.filter(({ type }) => type.startsWith(kind));
  if (own.length === 0) return rows;
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  let differs = false;
  for (const change of own) {
    const { id } = 'after' in change ? change.after : change.before;
    const row = byId.get(id);
    const next = changedRow(row, change);
    if (next === row) continue;
    differs = true;
    if (next === undefined) byId.delete(id);
    else byId.set(id, next);
  }
  return differs ? ([...byId.values()] as T[]) : rows;
}

/**
 * The maze with these changes, whether it has some of them already or not, and whatever else became of their rows: no rule is asked. Attachments that
 * would hang in the air are left out.
 */
export function withChanges(maze: Maze, changes: readonly Change[]): Maze {
  const lans = changedRows(maze.lans, 'lan', changes);
  const deckies = changedRows(maze.deckies, 'decky', changes);
  const edges = changedRows(maze.edges, 'edge', changes);
  if (lans === maze.lans && deckies === maze.deckies && edges === maze.edges) return maze;
  const ids = new Set([...lans, ...deckies].map(({ id }) => id));
  const isHeld = ({ deckyId, lanId }: Edge): boolean => ids.has(deckyId) && ids.has(lanId);
  return { lans, deckies, edges: edges.every(isHeld) ? edges : edges.filter(isHeld) };
}
