import type { Layout } from '@decnet/domain';
import { submitted, targetOf, type Taken } from './commands';
import { recorded, type Stack } from './history';
import { placed, positionsNow } from './layoutQueue';
import { noticed } from './notices';
import { clashesOf } from './rebase';
import type { EditState, HistoryEntry, World } from './types';

const VERBS = { undo: 'Undo', redo: 'Redo' } as const;
const OTHER = { undo: 'redo', redo: 'undo' } as const;

function popped(edit: EditState, stack: Stack): EditState {
  return { ...edit, [stack]: edit[stack].slice(0, -1) };
}

/** An entry that no longer applies must not stand in the way of those before it, and is not dropped without a word either. */
function refused(edit: EditState, stack: Stack, entry: HistoryEntry, id: string, message: string): EditState {
  const ops = 'ops' in entry.back ? entry.back.ops : [];
  return noticed(popped(edit, stack), { id, kind: 'undo-refused', label: `${VERBS[stack]}: ${entry.label}`, message, by: null, issues: [], ops });
}

function movedBack(edit: EditState, world: World, stack: Stack, entry: HistoryEntry, layout: Layout): EditState {
  const back = { layout: positionsNow(edit, world.design, layout) };
  return placed(recorded(popped(edit, stack), OTHER[stack], { ...entry, back }), layout);
}

/** Takes the last gesture back, or does again what was taken back: on a running maze that is a further change. @param id of the new command */
export function steppedBack(edit: EditState, world: World, stack: Stack, id: string): Taken {
  const entry = edit[stack].at(-1);
  if (entry === undefined) return { edit, refusal: null };
  const { back, label, commandId } = entry;
  if ('layout' in back) return { edit: movedBack(edit, world, stack, entry, back.layout), refusal: null };
  const clash = clashesOf(back.touches, targetOf(edit, world))[0];
  if (clash !== undefined) {
    const message = clash.kind === 'gone' ? 'What it changed is gone.' : 'It has been changed again since.';
    return { edit: refused(edit, stack, entry, id, message), refusal: { code: 'CHANGED_SINCE', message, issues: [] } };
  }
  const gesture = { id, ops: back.ops, layout: back.places, label: `${VERBS[stack]}: ${label}`, undoes: commandId, into: OTHER[stack], keepsRedo: true };
  const taken = submitted(popped(edit, stack), world, gesture);
  if (taken.refusal === null) return taken;
  return taken.refusal.code === 'NOT_ALLOWED' ? { ...taken, edit } : { ...taken, edit: refused(edit, stack, entry, id, taken.refusal.message) };
}
