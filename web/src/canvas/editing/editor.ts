import type { Layout, Op } from '@decnet/domain';
import { submitted, type Taken } from './commands';
import { dropped, resolved } from './conflicts';
import { recorded } from './history';
import { placed } from './layoutQueue';
import { dismissed } from './notices';
import { worldIn, type EditedStore } from './pageState';
import type { ConflictChoice, EditState, Refusal, World } from './types';
import { steppedBack } from './undo';

/** What the user may do to a maze. Everything is shown at once and sent when its turn comes. */
export interface Editor {
  /** One gesture, all or nothing. @param layout where things stand afterwards; taken back together with the ops @returns why a rule refuses it: nothing has changed then */
  apply(ops: readonly Op[], label: string, layout?: Layout): Refusal | null;
  /** Positions only: never a version, never refused; while one write is on its way the next are joined. @param before where it stood, when that is to be taken back */
  place(layout: Layout, before?: { layout: Layout; label: string }): void;
  undo(): Refusal | null;
  redo(): Refusal | null;
  /** Decides a conflict. With the last decision of a gesture, the gesture goes on. */
  resolve(conflictId: string, choice: ConflictChoice): Refusal | null;
  /** Brings back what is gone, and does to it what was to be done: the same as `resolve` with `mine`. */
  restore(conflictId: string): Refusal | null;
  /** Does again what a notice keeps, on the maze as it is: on one that was deployed meanwhile, as a change of the running maze. */
  retry(noticeId: string): Refusal | null;
  /** Gives up the gesture that a conflict holds, or takes a notice away. */
  dismiss(id: string): void;
}

type Store = Pick<EditedStore, 'getState' | 'setState'>;

function retried(edit: EditState, world: World, noticeId: string, id: string): Taken {
  const notice = edit.notices.find((one) => one.id === noticeId);
  if (notice === undefined || notice.ops.length === 0) return { edit, refusal: null };
  const taken = submitted(edit, world, { id, label: notice.label, ops: notice.ops });
  return taken.refusal === null ? { ...taken, edit: dismissed(taken.edit, noticeId) } : taken;
}

/** The editor of one maze's page. */
export function createEditor(store: Store): Editor {
  function take(step: (edit: EditState, world: World, id: string) => Taken): Refusal | null {
    const state = store.getState();
    const { edit, refusal } = step(state.editing, worldIn(state), state.lent.newId());
    if (edit !== state.editing) store.setState({ editing: edit });
    return refusal;
  }
  const change = (step: (edit: EditState, id: string) => EditState): void => {
    store.setState(({ editing, lent }) => ({ editing: step(editing, lent.newId()) }));
  };
  return {
    apply: (ops, label, layout) => take((edit, world, id) => submitted(edit, world, { id, label, ops, layout })),
    place: (layout, before) => change((edit, id) => {
      if (before === undefined) return placed(edit, layout);
      return placed({ ...recorded(edit, 'undo', { commandId: id, label: before.label, back: { layout: before.layout } }), redo: [] }, layout);
    }),
    undo: () => take((edit, world, id) => steppedBack(edit, world, 'undo', id)),
    redo: () => take((edit, world, id) => steppedBack(edit, world, 'redo', id)),
    resolve: (conflictId, choice) => take((edit, world) => resolved(edit, world, conflictId, choice)),
    restore: (conflictId) => take((edit, world) => resolved(edit, world, conflictId, 'mine')),
    retry: (noticeId) => take((edit, world, id) => retried(edit, world, noticeId, id)),
    dismiss: (id) => change((edit) => dismissed(dropped(edit, id), id)),
  };
}
