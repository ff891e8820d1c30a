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

const hasModifier = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey || shiftKey;

/** Letters find names; one that is a command's is the command, unless it goes on with a name that is being typed. */
export function useOutlineKeys(rows: readonly OutlineRow[], current: OutlineRow | undefined, deeds: OutlineDeeds): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  /** @returns the row whose name begins with what was typed so far and this letter */
  const nameGoingOn = (letter: string, row: OutlineRow, at: number): OutlineRow | undefined => {
    const text = at - typed.current.at < TYPING_MS ? typed.current.text : '';
    return text === '' ? undefined : typedAhead(rows, row, text + letter);
  };
  const find = (letter: string, row: OutlineRow, at: number): void => {
    const goesOn = nameGoingOn(letter, row, at);
    typed.current = { text: goesOn === undefined ? letter : typed.current.text + letter, at };
    const found = goesOn ?? typedAhead(rows, row, letter);
    if (found !== undefined) deeds.go(found);
  };
  const walk = (event: KeyboardEvent, row: OutlineRow): boolean => {
    const step = hasModifier(event) ? null : stepFrom(rows, row, event.key);
    if (step === null) return false;
    if ('fold' in step) deeds.fold(step.fold);
    else if (step.to !== undefined) deeds.go(step.to);
    return true;
  };
  const act = (event: KeyboardEvent, row: OutlineRow): boolean => {
    const isLetter = /^[a-z0-9-]$/i.test(event.key) && !hasModifier(event);
    if (isLetter && nameGoingOn(event.key, row, event.timeStamp) !== undefined) {
      find(event.key, row, event.timeStamp);
      return true;
    }
    const command = COMMANDS.find((id) => matchesKeys(bindingOf(id)?.keys ?? '', event.nativeEvent));
    if (isLetter && command === undefined) {
      find(event.key, row, event.timeStamp);
      return true;
    }
    typed.current = { text: '', at: 0 };
    if (command !== undefined) return deeds.run(command, row);
    if (event.key !== 'Escape') return walk(event, row);
    deeds.leave();
    return true;
  };
  return (event) => {
    if (current === undefined || !act(event, current)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
