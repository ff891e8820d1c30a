import type { EditState } from './types';

const NOTHING_PLACED = { lans: {}, deckies: {} };

export const NOTHING_EDITED: EditState = {
  commands: [], held: [], notices: [], undo: [], redo: [], layout: { sent: null, waiting: NOTHING_PLACED }, link: { state: 'ready' },
};

/** A gesture beyond these is refused: the server has not been heard of for long. */
export const MOST_COMMANDS = 500;
/** So many gestures can be taken back. */
export const MOST_HISTORY = 100;
/** The oldest go first, those that keep no ops before the others. */
export const MOST_NOTICES = 100;
