import type { Change, Decky, Edge, Lan, Maze } from '@decnet/domain';
import type { EntityRef, Touch } from './types';

type Row = Readonly<Record<string, unknown> & { id: string }>;
type Kind = EntityRef['kind'];
/** Positions are nobody's conflict: they have a route of their own, and the last one holds. */
const NO_DESIGN = new Set(['id', 'x', 'y', 'width', 'height']);

interface Net { entity: EntityRef; before: Row | null; after: Row | null }

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A row without what is no design. */
export function designFields(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !NO_DESIGN.has(field)));
}

/** The row of an entity, if it is there. */
export function rowOf(maze: Maze, { kind, id }: EntityRef): Row | undefined {
  const rows: readonly (Lan | Decky | Edge)[] = kind === 'lan' ? maze.lans : kind === 'decky' ? maze.deckies : maze.edges;
  return rows.find((row) => row.id === id) as Row | undefined;
}

/** Attachments that go when this LAN or decky goes. */
export function edgesIn(maze: Maze, { kind, id }: EntityRef): Edge[] {
  return kind === 'edge' ? [] : maze.edges.filter((edge) => (kind === 'lan' ? edge.lanId : edge.deckyId) === id);
}

/** What became of each entity, all in all. */
function netOf(changes: readonly Change[]): Net[] {
  const nets = new Map<string, Net>();
  for (const change of changes) {
    const before = 'before' in change ? (change.before as unknown as Row) : null;
    const after = 'after' in change ? (change.after as unknown as Row) : null;
    const id = (after ?? before)!.id;
    const known = nets.get(id);
    if (known === undefined) nets.set(id, { entity: { kind: change.type.split('.')[0] as Kind, id }, before, after });
    else known.after = after;
  }
  return [...nets.values()];
}

function fieldTouches({ entity, before, after }: Net): Touch[] {
  return Object.keys(designFields(after!)).filter((field) => !sameValue(before![field], after![field]))
    .map((field) => ({ what: 'field', entity, field, base: before![field], mine: after![field] }));
}

/** An attachment needs both of its ends, unless the command itself brings them. */
function needsOf({ entity, before, after }: Net, added: ReadonlySet<string>): Touch[] {
  if (entity.kind !== 'edge' || after === null) return [];
  const { deckyId, lanId } = after as unknown as Edge;
  const ends: EntityRef[] = before !== null && before.lanId === lanId ? [] : [{ kind: 'lan', id: lanId }, { kind: 'decky', id: deckyId }];
  return ends.filter(({ id }) => !added.has(id)).map((end) => ({ what: 'need', entity: end }));
}

/** What these changes touch. @param before the maze before them */
export function touchesOf(changes: readonly Change[], before: Maze): Touch[] {
  const nets = netOf(changes);
  const added = new Set(nets.filter((net) => net.before === null).map(({ entity }) => entity.id));
  return nets.flatMap((net): Touch[] => {
    const needs = needsOf(net, added);
    if (net.before === null) return needs;
    if (net.after !== null) return [...needs, ...fieldTouches(net)];
    return [{ what: 'removal', entity: net.entity, base: designFields(net.before), edges: edgesIn(before, net.entity).map(({ id }) => id) }];
  });
}

/** The changes that lead back. */
export function inverted(changes: readonly Change[]): Change[] {
  return changes.map((change) => {
    const kind = change.type.split('.')[0] as Kind;
    if (!('before' in change)) return { type: `${kind}.removed`, before: change.after };
    if (!('after' in change)) return { type: `${kind}.added`, after: change.before };
    return { type: change.type, before: change.after, after: change.before };
  }).reverse() as Change[];
}

/** Rows that the touches name, with the attachments in them, as they are in this maze. */
export function memoryOf(touches: readonly Touch[], maze: Maze): Maze {
  const ids = new Set(touches.map(({ entity }) => entity.id));
  const edges = maze.edges.filter((edge) => ids.has(edge.id) || ids.has(edge.deckyId) || ids.has(edge.lanId));
  const ends = new Set([...ids, ...edges.filter(({ id }) => ids.has(id)).flatMap(({ deckyId, lanId }) => [deckyId, lanId])]);
  return { lans: maze.lans.filter(({ id }) => ends.has(id)), deckies: maze.deckies.filter(({ id }) => ends.has(id)), edges };
}
