import type { Edge, Maze } from '@decnet/domain';
import { authorsSince } from '../live/authors';
import { submitted, takenBack, targetOf, withdrawn, type Taken } from './commands';
import { restoring, withoutEntity } from './ops';
import { permissionOf } from './permission';
import { clashesOf, conflictOf, type Clash } from './rebase';
import { rowOf } from './touches';
import type { Command, Conflict, ConflictChoice, EditState, Held, World } from './types';

function conflictsOf(command: Command, clashes: readonly Clash[], world: World, maze: Maze, before: readonly Conflict[]): Conflict[] {
  const by = authorsSince(world.authors, command.lateOn ?? (world.authors.at(-1)?.version ?? 0) - 1);
  return clashes.map((clash) => {
    const conflict = conflictOf(clash, command, maze, by);
    const known = before.find(({ id }) => id === conflict.id);
    return known === undefined ? conflict : { ...conflict, by: known.by, choice: known.kind === conflict.kind ? known.choice : null };
  });
}

/** Keeps a command until the user has decided. It is no longer part of the target. */
export function held(edit: EditState, world: World, command: Command, clashes: readonly Clash[], maze: Maze): EditState {
  const undone = edit.commands.some(({ undoes, sent }) => undoes === command.id && sent === null);
  const next = withdrawn(edit, new Set([command.id]));
  return undone ? next : { ...next, held: [...next.held, { command, conflicts: conflictsOf(command, clashes, world, maze, []) }] };
}

/** What others have may change while the user thinks; when it is again what the command was made on, there is nothing left to decide. */
export function reviewed(edit: EditState, world: World): EditState {
  if (!permissionOf(world, edit).allowed) return edit;
  return edit.held.reduce((next, { command, conflicts }) => {
    const target = targetOf(next, world);
    const clashes = clashesOf(command.touches, target);
    if (clashes.length === 0) return reissued(next, world, command, command.open).edit;
    const again = conflictsOf(command, clashes, world, target, conflicts);
    return { ...next, held: next.held.map((one) => (one.command.id === command.id ? { command, conflicts: again } : one)) };
  }, edit);
}

/** The command as a new gesture, with other ops. What cannot be applied becomes a notice. */
function reissued(edit: EditState, world: World, command: Command, ops: Command['ops']): Taken {
  const free = { ...edit, held: edit.held.filter((one) => one.command.id !== command.id) };
  // The key of a command that may have been sent is not used for another.
  const taken = submitted(free, world, { id: `${command.id}+`, label: command.label, ops });
  if (taken.refusal === null) return taken;
  const { message, issues } = taken.refusal;
  return { ...taken, edit: takenBack(free, command, { kind: 'refused', message, issues }) };
}

/** The ops of a held command after all decisions. */
function decided({ command, conflicts }: Held, maze: Maze): Command['ops'] {
  const restored = restoring(conflicts.filter(({ kind, choice }) => kind === 'gone' && choice === 'mine').map(({ entity }) => entity), command.memory, maze);
  const kept = conflicts.filter(({ choice }) => choice === 'theirs').reduce((ops, { entity, field }) => {
    const edge = entity.kind === 'edge' ? rowOf(maze, entity) ?? rowOf(command.memory, entity) : undefined;
    return withoutEntity(ops, entity, field, edge as Edge | undefined);
  }, command.open);
  return [...restored, ...kept];
}

/** The user's decision. When it was the last of a command, the command goes on as decided; otherwise it goes on waiting. */
export function resolved(edit: EditState, world: World, conflictId: string, choice: ConflictChoice): Taken {
  const holder = edit.held.find(({ conflicts }) => conflicts.some(({ id }) => id === conflictId));
  if (holder === undefined) return { edit, refusal: null };
  const permission = permissionOf(world, edit);
  if (!permission.allowed) return { edit, refusal: { code: 'NOT_ALLOWED', message: permission.reason, issues: [] } };
  const conflicts = holder.conflicts.map((conflict) => (conflict.id === conflictId ? { ...conflict, choice } : conflict));
  const chosen = { ...holder, conflicts };
  if (conflicts.some((conflict) => conflict.choice === null)) {
    return { edit: { ...edit, held: edit.held.map((one) => (one === holder ? chosen : one)) }, refusal: null };
  }
  const ops = decided(chosen, targetOf(edit, world));
  if (ops.length === 0) return { edit: dropped(edit, conflictId), refusal: null };
  return reissued(edit, world, holder.command, ops);
}

/** The user gives the whole gesture up. */
export function dropped(edit: EditState, conflictId: string): EditState {
  return { ...edit, held: edit.held.filter(({ conflicts }) => !conflicts.some(({ id }) => id === conflictId)) };
}
