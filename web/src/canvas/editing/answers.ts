import type { Issue } from '@decnet/domain';
import { takenBack } from './commands';
import { noticed } from './notices';
import { permissionOf, routeOf } from './permission';
import type { Command, EditState, SentWrite, World } from './types';

/** Why a write got no good answer. `status` 0: there was no answer at all. */
export interface Failure {
  status: number;
  code: string;
  message: string;
  issues: readonly Issue[];
  /** Of VERSION_CONFLICT. */
  current: number | null;
  /** Of NOT_FOUND: it is not the maze that is missing, but something in it. */
  ofPart: boolean;
  retryAfterS: number | null;
}

/** The newest version that is known: of the rows that came, or of an answer. */
export function knownVersion({ commands }: Pick<EditState, 'commands'>, { version }: Pick<World, 'version'>): number {
  return Math.max(version, ...commands.map(({ ack }) => ack?.version ?? 0));
}

function writeOf(command: Command, edit: EditState, world: World): SentWrite {
  const key = `${command.id}.${command.revision}`;
  const version = knownVersion(edit, world);
  if (routeOf(world.status) === 'edits') return { route: 'edits', key, body: { ops: command.ops, expectedVersion: version } };
  // While the queue is at work the version moves without anybody's doing: then each op is checked when its turn comes.
  return { route: 'mutations', key, body: { ops: command.ops, ...(world.queued.length === 0 && { expectedVersion: version }) } };
}

/**
 * The write that is to go out now, noted as sent; null when there is none, or when it must wait. One that was sent and never answered goes again, word
 * for word.
 */
export function nextWrite(edit: EditState, world: World): { edit: EditState; write: SentWrite; commandId: string } | null {
  const command = edit.commands.find(({ ack }) => ack === null);
  if (command === undefined || (edit.link.state !== 'ready' && edit.link.state !== 'offline')) return null;
  if (command.sent !== null) return { edit, write: command.sent, commandId: command.id };
  if (!permissionOf(world, edit).allowed) return null;
  const write = writeOf(command, edit, world);
  const sent = { ...command, sent: write };
  return { edit: { ...edit, commands: edit.commands.map((one) => (one === command ? sent : one)) }, write, commandId: command.id };
}

/** The server has the edit: it stays in what is shown until its rows are there. */
export function acknowledged(edit: EditState, commandId: string, ack: NonNullable<Command['ack']>): EditState {
  return { ...edit, link: { state: 'ready' }, commands: edit.commands.map((one) => (one.id === commandId ? { ...one, ack } : one)) };
}

/** The running maze has the ops in its queue, where they are seen from now on. */
export function enqueued(edit: EditState, commandId: string): EditState {
  return { ...edit, link: { state: 'ready' }, commands: edit.commands.filter(({ id }) => id !== commandId) };
}

/** The next try is another write, under another key. */
function unsent(edit: EditState, command: Command, change: Partial<Command> = {}): EditState {
  const again = { ...command, sent: null, revision: command.revision + 1, ...change };
  return { ...edit, link: { state: 'ready' }, commands: edit.commands.map((one) => (one === command ? again : one)) };
}

function mazeGone(edit: EditState): EditState {
  const lost = edit.commands.filter(({ ack }) => ack === null);
  const next = lost.reduce((state, command) => takenBack(state, command, { kind: 'maze-gone', message: 'Somebody deleted this maze before the change arrived.' }), edit);
  const told = lost.length > 0 ? next : noticed(next, { id: 'maze-gone', kind: 'maze-gone', label: 'This maze', message: 'Somebody deleted this maze.', by: null, issues: [], ops: [] });
  return { ...told, link: { state: 'gone' } };
}

/** Somebody is signed in again: what waited for that goes on. */
export function signedIn(edit: EditState): EditState {
  return edit.link.state === 'signed-out' ? { ...edit, link: { state: 'ready' } } : edit;
}

function isPassing({ status }: Failure): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

function offline(edit: EditState, retryAfterS: number | null): EditState {
  const failures = edit.link.state === 'offline' ? edit.link.failures + 1 : 1;
  return { ...edit, link: { state: 'offline', failures, retryAfterS } };
}

/** The write did not succeed. What follows depends on why; nothing that the user did is dropped without a word. */
export function failed(edit: EditState, commandId: string, failure: Failure): EditState {
  const command = edit.commands.find(({ id }) => id === commandId);
  if (command === undefined) return edit;
  const { status, code, message, issues, current, ofPart } = failure;
  if (isPassing(failure)) return offline(edit, failure.retryAfterS);
  if (status === 401 || code === 'PASSWORD_CHANGE_REQUIRED') return { ...edit, link: { state: 'signed-out' } };
  if (status === 404 && !ofPart) return mazeGone(edit);
  if (code === 'VERSION_CONFLICT' && current !== null) {
    const lateOn = command.sent?.body.expectedVersion ?? null;
    return { ...unsent(edit, command, { lateOn }), link: { state: 'behind', version: current } };
  }
  const taken = unsent(edit, command);
  const again = taken.commands.find(({ id }) => id === commandId)!;
  return takenBack(taken, again, { kind: code === 'NOT_EDITABLE' ? 'not-editable' : 'refused', message, issues });
}
