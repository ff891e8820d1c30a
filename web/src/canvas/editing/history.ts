import type { Op } from '@decnet/domain';
import { MOST_HISTORY } from './editState';
import type { EditState, HistoryEntry } from './types';

export type Stack = 'undo' | 'redo';

/** Puts an entry on a stack; the oldest falls off. */
export function recorded(edit: EditState, stack: Stack, entry: HistoryEntry): EditState {
  return { ...edit, [stack]: [...edit[stack], entry].slice(-MOST_HISTORY) };
}

/** Entries of commands that were never applied take nothing back. */
export function forgotten(edit: EditState, commandIds: ReadonlySet<string>): EditState {
  const keep = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => (
    entries.some(({ commandId }) => commandIds.has(commandId)) ? entries.filter(({ commandId }) => !commandIds.has(commandId)) : entries);
  return { ...edit, undo: keep(edit.undo), redo: keep(edit.redo) };
}

/** A command was made anew, so what takes it back is another, too. */
export function corrected(edit: EditState, commandId: string, back: Extract<HistoryEntry['back'], { ops: Op[] }>): EditState {
  const correct = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => (
    entries.some((entry) => entry.commandId === commandId) ? entries.map((entry) => (entry.commandId === commandId ? { ...entry, back: { ...entry.back, ...back } } : entry)) : entries);
  return { ...edit, undo: correct(edit.undo), redo: correct(edit.redo) };
}
