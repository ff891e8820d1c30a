import { useRef, type KeyboardEvent } from 'react';
import { bindingOf } from '../keys/keys';
import { matchesKeys } from '../keys/matchKeys';
import { stepFrom, typedAhead, type OutlineRow } from './rows';

const TYPING_MS = 700;

/** What the keys of the outline do; see keys.ts for which they are. */
export interface OutlineDeeds {
  go(row: OutlineRow): void;
  fold(key: string): void;
  /** By id of the key. @returns whether it means anything on this row */
  run(id: string, row: OutlineRow): boolean;
  leave(): void;
}

const COMMANDS = ['outline-inspect', 'outline-rename', 'outline-add', 'outline-move', 'outline-connect', 'outline-detach', 'outline-delete'] as const;

/** Letters find names while a name is being typed; a first letter that is a command's is a command. */
export function useOutlineKeys(rows: readonly OutlineRow[], current: OutlineRow | undefined, deeds: OutlineDeeds): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  const typeAhead = (key: string, row: OutlineRow, now: number): void => {
    typed.current = { text: (now - typed.current.at < TYPING_MS ? typed.current.text : '') + key, at: now };
    const found = typedAhead(rows, row, typed.current.text);
    if (found !== undefined) deeds.go(found);
  };
  const act = (event: KeyboardEvent, row: OutlineRow): boolean => {
    const isTyping = typed.current.text !== '' && event.timeStamp - typed.current.at < TYPING_MS;
    const isLetter = event.key.length === 1 && /[a-z0-9-]/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = isTyping && isLetter ? undefined : COMMANDS.find((id) => matchesKeys(bindingOf(id)?.keys ?? '', event.nativeEvent));
    if (command !== undefined) return deeds.run(command, row);
    if (event.key === 'Escape') deeds.leave();
    else if (isLetter && !event.shiftKey) typeAhead(event.key, row, event.timeStamp);
    else {
      const step = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? null : stepFrom(rows, row, event.key);
      if (step === null) return false;
      if ('fold' in step) deeds.fold(step.fold);
      else if (step.to !== undefined) deeds.go(step.to);
    }
    return true;
  };
  return (event) => {
    if (current === undefined || !act(event, current)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
