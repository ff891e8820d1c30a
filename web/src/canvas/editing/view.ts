import { LIVE_STATUSES } from '@decnet/domain';
import { onceFor } from './onceFor';
import type { EditedState } from './pageState';
import type { Conflict, EditState, Ghosts, HistoryEntry, Notice } from './types';

/** What the page shows of editing. */
export interface EditView {
  /** What undo would take back; null when there is nothing. On a running maze it says that it will be a new change. */
  undoLabel: string | null;
  redoLabel: string | null;
  /** Gestures that the server does not have yet. */
  waiting: number;
  /** `stuck`: nothing goes on by itself; the session has ended, or the maze is gone. */
  saving: 'saved' | 'saving' | 'offline' | 'stuck';
  conflicts: readonly Conflict[];
  notices: readonly Notice[];
  /** Of a running maze: what waiting changes will add, remove or change, by id. */
  ghosts: Ghosts;
}

const NO_CONFLICTS: readonly Conflict[] = [];
const conflictsIn = onceFor((held: EditState['held']): readonly Conflict[] => (held.length === 0 ? NO_CONFLICTS : held.flatMap(({ conflicts }) => conflicts)));

function savingOf({ link }: EditState, waiting: number): EditView['saving'] {
  if (link.state === 'gone' || link.state === 'signed-out') return 'stuck';
  if (link.state === 'offline') return 'offline';
  return waiting > 0 ? 'saving' : 'saved';
}

function labelOf(entries: readonly HistoryEntry[], isLive: boolean): string | null {
  const entry = entries.at(-1);
  if (entry === undefined) return null;
  return isLive && 'ops' in entry.back ? `${entry.label} (as a new change of the running maze)` : entry.label;
}

/** Its parts keep their identity while they are the same. */
export function viewOf({ editing, ghosts, server }: Pick<EditedState, 'editing' | 'ghosts' | 'server'>): EditView {
  const isLive = LIVE_STATUSES.includes(server.info.status);
  const waiting = editing.commands.filter(({ ack }) => ack === null).length;
  return {
    undoLabel: labelOf(editing.undo, isLive), redoLabel: labelOf(editing.redo, isLive), waiting, saving: savingOf(editing, waiting),
    conflicts: conflictsIn(editing.held), notices: editing.notices, ghosts,
  };
}
