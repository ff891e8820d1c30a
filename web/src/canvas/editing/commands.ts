import type { Change, Layout, Maze, Op, OpContext } from '@decnet/domain';
import { MOST_COMMANDS } from './editState';
import { forgotten, recorded, type Stack } from './history';
import { placed, positionsNow } from './layoutQueue';
import { noticed } from './notices';
import { onceFor } from './onceFor';
import { applyLeniently, isRefusal, tryOps } from './ops';
import { permissionOf, routeOf } from './permission';
import { commandOf } from './rebase';
import { withChanges } from './rows';
import { inverted, touchesOf } from './touches';
import type { Command, EditState, Notice, Refusal, World } from './types';

/** Of a mutation queue that is longer the rest is not drawn: it would cost more than a frame when it comes. */
const MOST_QUEUED = 300;
const foreseen = new WeakMap<Op, readonly Change[]>();

/**
 * What waits in a queue is tried when it is first seen; from then on it is known what it comes to, and only laid over the design. A queue at work brings
 * rows in every frame, and would otherwise be played from the start in each.
 */
const replayQueue = onceFor((design: Maze, queued: readonly Op[], context: OpContext): Maze => {
  let maze = design;
  let known: Change[] = [];
  for (const op of queued.slice(0, MOST_QUEUED)) {
    const changes = foreseen.get(op);
    if (changes !== undefined) {
      known.push(...changes);
      continue;
    }
    maze = withChanges(maze, known);
    known = [];
    const result = tryOps(maze, [op], context);
    foreseen.set(op, isRefusal(result) ? [] : result.changes);
    if (!isRefusal(result)) maze = result.maze;
  }
  return withChanges(maze, known);
});
const replayCommands = onceFor((commands: readonly Command[], base: Maze, context: OpContext) => (
  commands.reduce((below, command) => withCommand(below, command, context), base)));

/**
 * What a command makes of a maze that may have some of its rows already: they may come before the answer, and not all in one piece. Of an acknowledged
 * one it is known which rows there will be. Of one on its way it is not known what came before it, so its ops are tried one by one.
 */
export function withCommand(below: Maze, { ops, changes, sent, ack }: Command, context: OpContext): Maze {
  if (ack !== null) return withChanges(below, changes);
  return applyLeniently(below, sent === null ? [ops] : ops.map((op) => [op]), context);
}

/** The design with what waits in the queue of a running maze. */
export function baseOf({ design, queued, context }: World): Maze {
  return replayQueue(design, queued, context);
}

/** The maze as it will be when everything that waits is done: what the next gesture is applied to. */
export function targetOf({ commands }: Pick<EditState, 'commands'>, world: World): Maze {
  return replayCommands(commands, baseOf(world), world.context);
}

export interface Gesture {
  id: string;
  label: string;
  ops: readonly Op[];
  /** Where things stand afterwards. */
  layout?: Layout;
  /** The command that it takes back. */
  undoes?: string | null;
  /** Where it goes when it is to be taken back: `undo` for what the user does and does again, `redo` for what takes back. */
  into?: Stack;
  /** A new deed ends what could be done again. */
  keepsRedo?: boolean;
}

export interface Taken { edit: EditState; refusal: Refusal | null }

const refuse = (edit: EditState, code: string, message: string): Taken => ({ edit, refusal: { code, message, issues: [] } });

/** Takes a gesture: it is part of the target at once, and goes to the server when its turn comes. One that changes nothing is taken without a trace. */
export function submitted(edit: EditState, world: World, gesture: Gesture): Taken {
  const permission = permissionOf(world, edit);
  const madeFor = routeOf(world.status);
  if (!permission.allowed || madeFor === null) return refuse(edit, 'NOT_ALLOWED', permission.allowed ? '' : permission.reason);
  if (edit.commands.length >= MOST_COMMANDS) return refuse(edit, 'LIMIT', 'Too many changes wait for the server already.');
  const { id, label, ops, layout, undoes = null, into = 'undo', keepsRedo = false } = gesture;
  const target = targetOf(edit, world);
  const batch = tryOps(target, ops, world.context);
  if (isRefusal(batch)) return { edit, refusal: batch };
  if (batch.changes.length === 0) return { edit, refusal: null };
  const command: Command = { id, label, undoes, madeFor, revision: 0, sent: null, ack: null, lateOn: null, ...commandOf(batch, target, ops) };
  const back = { ops: batch.inverse, touches: touchesOf(inverted(batch.changes), batch.maze), ...(layout && { places: positionsNow(edit, target, layout) }) };
  const next = recorded(edit, into, { commandId: id, label: label.replace(/^(Undo|Redo): /, ''), back });
  const taken = { ...next, commands: [...edit.commands, command], redo: keepsRedo || into === 'redo' ? next.redo : [] };
  return { edit: layout === undefined ? taken : placed(taken, layout), refusal: null };
}

/**
 * Takes commands out that will never be applied, with what could have taken them back. One that waits only to take another of them back goes too:
 * together they would have done nothing.
 */
export function withdrawn(edit: EditState, ids: ReadonlySet<string>): EditState {
  const pairs = edit.commands.filter(({ undoes, sent }) => undoes !== null && sent === null && ids.has(undoes)).map(({ id }) => id);
  const out = new Set([...ids, ...pairs]);
  return forgotten({ ...edit, commands: edit.commands.filter(({ id }) => !out.has(id)) }, out);
}

/** Takes a command out and says why; what the user did is kept in the notice. */
export function takenBack(edit: EditState, command: Command, notice: Pick<Notice, 'kind' | 'message'> & Partial<Notice>): EditState {
  const undone = edit.commands.some(({ undoes, sent }) => undoes === command.id && sent === null);
  const next = withdrawn(edit, new Set([command.id]));
  // It was taken back by the user already.
  return undone ? next : noticed(next, { id: command.id, label: command.label, by: null, issues: [], ops: command.open, ...notice });
}
