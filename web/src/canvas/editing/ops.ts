import { applyOps, DomainError, type BatchResult, type Edge, type Issue, type Maze, type Op, type OpContext } from '@decnet/domain';
import { rowOf } from './touches';
import type { EntityRef, Refusal } from './types';

/** Applies all of the ops or none. @returns what a rule says against it instead of throwing it */
export function tryOps(maze: Maze, ops: readonly Op[], context: OpContext): BatchResult | Refusal {
  try {
    return applyOps(maze, ops, context);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, message: error.message, issues: (error.details.issues as Issue[] | undefined) ?? [] };
  }
}

export function isRefusal(result: BatchResult | Refusal): result is Refusal {
  return 'code' in result;
}

/** Applies what can be applied of a list of batches, each all or nothing. */
export function applyLeniently(maze: Maze, batches: readonly (readonly Op[])[], context: OpContext): Maze {
  return batches.reduce((before, ops) => {
    const result = tryOps(before, ops, context);
    return isRefusal(result) ? before : result.maze;
  }, maze);
}

/** Fields that the domain chooses when the user does not. */
const CHOICES = ['name', 'subnet', 'ip'] as const;

/** The resolved op without the choices that were left open when it was asked for. */
export function opened(asked: Op, resolved: Op): Op {
  const open = structuredClone(resolved) as unknown as Record<string, unknown>;
  const given = asked as unknown as Record<string, unknown>;
  const [to, from] = 'patch' in asked ? [open.patch as Record<string, unknown>, asked.patch as unknown as Record<string, unknown>] : [open, given];
  for (const choice of CHOICES) if (from[choice] === undefined) delete to[choice];
  return open as unknown as Op;
}

/** Whether an op speaks of this entity: an attachment is spoken of by what names its decky and its LAN, or moves its home. */
function speaksOf(op: Op, { kind, id }: EntityRef, edge: Edge | undefined): boolean {
  if ('id' in op && op.id === id) return true;
  const decky = 'decky' in op ? op.decky : null;
  const lan = 'lan' in op ? op.lan : null;
  if (kind === 'lan') return lan === id || (op.op === 'update_decky' && op.patch.homeLan === id);
  if (kind === 'decky') return decky === id;
  if ('edgeId' in op && op.edgeId === id) return true;
  if (edge === undefined || (decky !== null && decky !== edge.deckyId)) return false;
  if (op.op === 'update_decky') return op.patch.homeLan !== undefined || op.patch.ip !== undefined;
  return op.op === 'remove_decky' || lan === edge.lanId;
}

/** What is left of an op when one field of an entity is to stay as it is. */
function withoutField(op: Op, entity: EntityRef, field: string, edge: Edge | undefined): Op[] {
  if (!speaksOf(op, entity, edge)) return [op];
  if (!('patch' in op)) return entity.kind === 'edge' ? [] : [op];
  const { [field]: _theirs, ...rest } = op.patch as Record<string, unknown>;
  // The home of a decky and its address there are one decision.
  const patch = entity.kind === 'edge' && op.op === 'update_decky' ? { ...rest, homeLan: undefined, ip: undefined } : rest;
  return Object.values(patch).every((value) => value === undefined) ? [] : [{ ...op, patch } as Op];
}

/** The ops without what they do to an entity, or to one field of it. @param edge the attachment, when that is the entity */
export function withoutEntity(ops: readonly Op[], entity: EntityRef, field: string | null, edge: Edge | undefined): Op[] {
  return ops.flatMap((op) => (field !== null ? withoutField(op, entity, field, edge) : speaksOf(op, entity, edge) ? [] : [op]));
}

/** Ops that remove what is gone already have nothing left to do. */
export function withoutDone(ops: readonly Op[], maze: Maze): Op[] {
  const added = new Set(ops.flatMap((op) => ('id' in op && op.id !== undefined ? [op.id] : [])));
  const isGone = (kind: EntityRef['kind'], id: string): boolean => rowOf(maze, { kind, id }) === undefined && !added.has(id);
  return ops.filter((op) => {
    if (op.op === 'remove_lan') return !isGone('lan', op.lan);
    if (op.op === 'remove_decky') return !isGone('decky', op.decky);
    if (op.op !== 'detach_decky') return true;
    const stands = maze.edges.some(({ deckyId, lanId }) => deckyId === op.decky && lanId === op.lan);
    return stands || ops.some((other) => (other.op === 'attach_decky' || other.op === 'update_decky') && other.decky === op.decky) || added.has(op.decky);
  });
}

/** Ops that bring back what is gone, as it was remembered, with the attachments whose other end is there. */
export function restoring(gone: readonly EntityRef[], memory: Maze, maze: Maze): Op[] {
  const ids = new Set(gone.map(({ id }) => id));
  const lans = memory.lans.filter(({ id }) => ids.has(id));
  const deckies = memory.deckies.filter(({ id }) => ids.has(id));
  const there = new Set([...maze.lans, ...maze.deckies, ...lans, ...deckies].map(({ id }) => id));
  const present = new Set(maze.edges.map(({ id }) => id));
  const edges = memory.edges.filter((edge) => !present.has(edge.id) && there.has(edge.lanId) && there.has(edge.deckyId)
    && (ids.has(edge.id) || ids.has(edge.lanId) || ids.has(edge.deckyId)));
  const homes = new Map(edges.filter(({ isHome }) => isHome).map((edge) => [edge.deckyId, edge]));
  const housed = new Set(deckies.map(({ id }) => id));
  return [
    ...lans.map((lan): Op => ({ op: 'add_lan', ...lan })),
    ...deckies.map((decky): Op => {
      const home = homes.get(decky.id);
      return { op: 'add_decky', ...decky, lan: home?.lanId ?? null, ...(home && { ip: home.ip, edgeId: home.id }) };
    }),
    ...edges.filter((edge) => !(edge.isHome && housed.has(edge.deckyId)))
      .map((edge): Op => ({ op: 'attach_decky', id: edge.id, decky: edge.deckyId, lan: edge.lanId, ip: edge.ip, isHome: edge.isHome })),
  ];
}
