import type { BatchResult, Edge, Maze, Op, OpContext } from '@decnet/domain';
import { isRefusal, opened, tryOps, withoutDone } from './ops';
import { designFields, edgesIn, memoryOf, rowOf, sameValue, touchesOf } from './touches';
import type { Command, Conflict, EntityRef, Refusal, Touch } from './types';

/** One touch that meets what somebody else did. */
export interface Clash { kind: Conflict['kind']; entity: EntityRef; field: string | null; mine: unknown; theirs: unknown; base: unknown }

function clashOf(touch: Touch, maze: Maze): Clash[] {
  const { entity } = touch;
  const row = rowOf(maze, entity);
  if (touch.what === 'need') return row === undefined ? [{ kind: 'gone', entity, field: null, mine: null, theirs: null, base: null }] : [];
  if (touch.what === 'removal') {
    if (row === undefined) return [];
    const joined = edgesIn(maze, entity).some(({ id }) => !touch.edges.includes(id));
    return !joined && sameValue(designFields(row), touch.base) ? [] : [{ kind: 'removal', entity, field: null, mine: null, theirs: designFields(row), base: touch.base }];
  }
  const { field, base, mine } = touch;
  if (row === undefined) return [{ kind: 'gone', entity, field: null, mine, theirs: null, base }];
  const theirs = row[field];
  return sameValue(theirs, base) || sameValue(theirs, mine) ? [] : [{ kind: 'field', entity, field, mine, theirs, base }];
}

/** Where what a command touches is no longer as it was when the command was made; each place once. */
export function clashesOf(touches: readonly Touch[], maze: Maze): Clash[] {
  const clashes = new Map(touches.flatMap((touch) => clashOf(touch, maze)).map((clash) => [`${clash.entity.id}/${clash.field ?? ''}`, clash]));
  return [...clashes.values()];
}

/** A clash as the user sees it, at the LAN or decky that it belongs to. */
export function conflictOf(clash: Clash, command: Command, maze: Maze, by: string | null): Conflict {
  const { entity } = clash;
  const edge = entity.kind === 'edge' ? ((rowOf(maze, entity) ?? rowOf(command.memory, entity)) as unknown as Edge | undefined) : undefined;
  const node = edge === undefined ? { kind: entity.kind === 'lan' ? 'lan' as const : 'decky' as const, id: entity.id } : { kind: 'decky' as const, id: edge.deckyId };
  const named = rowOf(maze, node) ?? rowOf(command.memory, node);
  return {
    ...clash, id: `${command.id}/${entity.id}/${clash.field ?? ''}`, node: { ...node, name: typeof named?.name === 'string' ? named.name : node.id },
    by, label: command.label, choice: null,
  };
}

/** A command made of ops that were just applied. @param asked the ops as the user gave them, or open already */
export function commandOf(batch: BatchResult, before: Maze, asked: readonly Op[]): Pick<Command, 'ops' | 'open' | 'changes' | 'touches' | 'memory'> {
  const touches = touchesOf(batch.changes, before);
  return {
    ops: batch.resolved, open: batch.resolved.map((op, index) => opened(asked[index]!, op)), changes: batch.changes, touches, memory: memoryOf(touches, before),
  };
}

export type Rebased =
  | { outcome: 'applies'; command: Command; batch: BatchResult }
  /** Everything that it does has been done already. */
  | { outcome: 'done' }
  | { outcome: 'clash'; clashes: Clash[] }
  | { outcome: 'refused'; refusal: Refusal };

/** Makes a command anew on a maze that is no longer the one it was made on. What it chose is kept where that is still free. */
export function rebase(command: Command, maze: Maze, context: OpContext): Rebased {
  const clashes = clashesOf(command.touches, maze);
  if (clashes.length > 0) return { outcome: 'clash', clashes };
  const open = withoutDone(command.open, maze);
  let batch = tryOps(maze, withoutDone(command.ops, maze), context);
  if (isRefusal(batch)) batch = tryOps(maze, open, context);
  if (isRefusal(batch)) return { outcome: 'refused', refusal: batch };
  if (batch.changes.length === 0) return { outcome: 'done' };
  return { outcome: 'applies', batch, command: { ...command, ...commandOf(batch, maze, open) } };
}
