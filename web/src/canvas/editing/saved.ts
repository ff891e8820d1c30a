import { NOTHING_EDITED } from './editState';
import type { EditState } from './types';

/** Where unsent work outlives the page: the part of the browser's storage that ends with the tab. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const MOST_MAZES = 20;
/** Storage may be full or switched off; what is here outlives at least a sign-in. Newest last. */
const memory = new Map<string, EditState>();

function keyOf(user: string, topologyId: string): string {
  return `decnet-edits/${user}/${topologyId}`;
}

function isEmpty({ commands, held, notices, undo, redo }: EditState): boolean {
  return [commands, held, notices, undo, redo].every((part) => part.length === 0);
}

/** What is worth keeping: the server has the acknowledged ones, news is no news later, and positions are not worth a surprise. */
function unsentOf({ commands, held, notices, undo, redo }: EditState): EditState {
  return { ...NOTHING_EDITED, commands: commands.filter(({ ack }) => ack === null), held, notices: notices.filter(({ ops }) => ops.length > 0), undo, redo };
}

/** Keeps what this user has not got through to the server, for the next page of the same maze in this tab. */
export function keepEdits(shelf: Shelf | null, user: string, topologyId: string, edit: EditState): void {
  const key = keyOf(user, topologyId);
  const unsent = unsentOf(edit);
  memory.delete(key);
  memory.set(key, unsent);
  if (memory.size > MOST_MAZES) memory.delete([...memory.keys()][0]!);
  try {
    if (isEmpty(unsent)) shelf?.removeItem(key);
    else shelf?.setItem(key, JSON.stringify(unsent));
  } catch {
    // Full: the work that waits is worth more than what could be taken back.
    try {
      shelf?.setItem(key, JSON.stringify({ ...unsent, undo: [], redo: [] }));
    } catch {
      shelf?.removeItem(key);
    }
  }
}

/** What an earlier page left, commands that were on their way among it: they go again, under the same keys. */
export function keptEdits(shelf: Shelf | null, user: string, topologyId: string): EditState {
  const key = keyOf(user, topologyId);
  const remembered = memory.get(key);
  if (remembered !== undefined) return remembered;
  try {
    const text = shelf?.getItem(key) ?? null;
    return text === null ? NOTHING_EDITED : { ...NOTHING_EDITED, ...(JSON.parse(text) as Partial<EditState>) };
  } catch {
    return NOTHING_EDITED;
  }
}
