import { MOST_NOTICES } from './editState';
import type { EditState, Notice } from './types';

/** Adds a notice. Beyond the limit the oldest goes that keeps nothing, then the oldest. */
export function noticed(edit: EditState, notice: Notice): EditState {
  const notices = [...edit.notices.filter(({ id }) => id !== notice.id), notice];
  if (notices.length <= MOST_NOTICES) return { ...edit, notices };
  const victim = notices.find(({ ops }) => ops.length === 0) ?? notices[0];
  return { ...edit, notices: notices.filter((one) => one !== victim) };
}

export function dismissed(edit: EditState, id: string): EditState {
  return { ...edit, notices: edit.notices.filter((notice) => notice.id !== id) };
}
