import { useEffect, useRef } from 'react';
import { KEYS } from './keys';

const ELSEWHERE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="dialog"], [role="menu"], [role="listbox"]';

function isPressed(combination: string, event: KeyboardEvent): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const wanted = { ctrl: parts.includes('Ctrl'), shift: parts.includes('Shift'), alt: parts.includes('Alt') };
  if ((event.ctrlKey || event.metaKey) !== wanted.ctrl || event.altKey !== wanted.alt) return false;
  // Signs such as "?" need Shift on some keyboards and not on others.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  return event.key.toLowerCase() === key.toLowerCase() && (isSign || event.shiftKey === wanted.shift);
}

/**
 * Calls the handler when a key of the table is pressed, unless somebody types, or a dialog or menu is open.
 * @param handler gives back false when the key was not for it: the browser then does what it always does
 */
export function useKey(id: string, handler: (event: KeyboardEvent) => void | false, enabled = true): void {
  const latest = useRef(handler);
  useEffect(() => { latest.current = handler; });
  useEffect(() => {
    if (!enabled) return undefined;
    const combinations = (KEYS.find((binding) => binding.id === id)?.keys ?? '').split(' / ');
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !combinations.some((one) => isPressed(one, event))) return;
      if (event.target instanceof Element && event.target.closest(ELSEWHERE) !== null) return;
      if (latest.current(event) !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [id, enabled]);
}
