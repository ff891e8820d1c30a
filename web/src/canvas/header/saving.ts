import type { EditView } from '../editing';

export interface SavingLook { kind: EditView['saving']; word: string; help: string }

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

/** How it stands with what the user did. @param reason why nothing goes on by itself, when it is stuck */
export function savingLook(saving: EditView['saving'], waiting: number, reason: string | null): SavingLook {
  switch (saving) {
    case 'saved': return { kind: saving, word: 'Saved', help: 'The server has everything that you did.' };
    case 'saving': return { kind: saving, word: 'Saving', help: `${changes(waiting)} on the way to the server.` };
    case 'offline': return { kind: saving, word: `Not saved: ${waiting}`, help: `The server does not take changes now. ${changes(waiting)} ${waiting === 1 ? 'waits' : 'wait'} here, and the page tries again by itself.` };
    case 'stuck': return { kind: saving, word: waiting === 0 ? 'Nothing can be saved' : `Not saved: ${waiting}`, help: reason ?? 'Nothing can be saved now.' };
  }
}
