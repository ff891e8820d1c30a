import type { Maze } from '@decnet/domain';
import { authorsSince } from '../live/authors';
import { baseOf, takenBack, withCommand, withdrawn } from './commands';
import { held, reviewed } from './conflicts';
import { corrected } from './history';
import { noticed } from './notices';
import { permissionOf, routeOf } from './permission';
import { rebase } from './rebase';
import { inverted, touchesOf } from './touches';
import type { Command, EditState, World } from './types';

/** What the server has of ours is no longer ours to add. */
function withoutLanded(edit: EditState, { eventSeq }: World): EditState {
  const waiting = edit.commands.filter(({ ack }) => ack === null || ack.eventSeq > eventSeq);
  return waiting.length === edit.commands.length ? edit : { ...edit, commands: waiting };
}

function caughtUp(edit: EditState, { version }: World): EditState {
  return edit.link.state === 'behind' && version >= edit.link.version ? { ...edit, link: { state: 'ready' } } : edit;
}

/** The maze was deployed or torn down before these came: they are no longer what the user meant, until the user says so. */
function withoutUneditable(edit: EditState, world: World): EditState {
  const route = routeOf(world.status);
  const waiting = edit.commands.filter(({ sent, ack, madeFor }) => sent === null && ack === null && madeFor !== route);
  const why = permissionOf({ ...world, readOnly: null }, { link: { state: 'ready' } });
  const message = why.allowed ? 'The maze was deployed before this change arrived.' : why.reason;
  return waiting.reduce((next, command) => takenBack(next, command, { kind: 'not-editable', message }), edit);
}

function merged(edit: EditState, world: World, command: Command): EditState {
  const by = command.lateOn === null ? null : authorsSince(world.authors, command.lateOn);
  const who = by === null ? 'somebody else' : by === world.me ? 'your other window' : by;
  return noticed(edit, { id: command.id, kind: 'merged', label: command.label, by, message: `Merged with a change by ${who}.`, issues: [], ops: [] });
}

/** One command that nobody has sent, on what is below it now. */
function settled(edit: EditState, world: World, command: Command, below: Maze): { edit: EditState; maze: Maze } {
  const result = rebase(command, below, world.context);
  const isLate = command.lateOn !== null && edit.link.state !== 'behind';
  if (result.outcome === 'applies') {
    const remade = isLate ? { ...result.command, lateOn: null } : result.command;
    const commands = edit.commands.map((one) => (one === command ? remade : one));
    const back = { ops: result.batch.inverse, touches: touchesOf(inverted(result.batch.changes), result.batch.maze) };
    const next = corrected({ ...edit, commands }, command.id, back);
    return { edit: isLate ? merged(next, world, command) : next, maze: result.batch.maze };
  }
  if (result.outcome === 'done') return { edit: merged(withdrawn(edit, new Set([command.id])), world, command), maze: below };
  if (result.outcome === 'clash') return { edit: held(edit, world, command, result.clashes, below), maze: below };
  const { message, issues } = result.refusal;
  return { edit: takenBack(edit, command, { kind: 'refused', message, issues }), maze: below };
}

/** Makes every command that was not sent anew on what is below it. */
function remade(edit: EditState, world: World): EditState {
  let next = edit;
  let maze = baseOf(world);
  for (const { id } of edit.commands) {
    const command = next.commands.find((one) => one.id === id);
    if (command === undefined) continue;
    if (command.sent !== null || command.ack !== null) maze = withCommand(maze, command, world.context);
    else ({ edit: next, maze } = settled(next, world, command, maze));
  }
  return next;
}

/** Whether an answer just now has told something that the rows had told before. */
export function isDue({ commands, link }: EditState, { version, eventSeq }: World): boolean {
  return (link.state === 'behind' && version >= link.version) || commands.some(({ ack }) => ack !== null && ack.eventSeq <= eventSeq);
}

/**
 * What the server has is another now, or a command came too late: what has arrived is no longer ours, what waits is made anew, and whatever meets a
 * change of somebody else's becomes a question.
 */
export function moved(edit: EditState, world: World): EditState {
  const waiting = withoutUneditable(caughtUp(withoutLanded(edit, world), world), world);
  return reviewed(remade(waiting, world), world);
}
