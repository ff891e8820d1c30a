import { useEffect, useState, type RefObject } from 'react';

/** As the style sheet has it; only what is near the window is drawn, so that a thousand lines cost what forty do. */
export const ROW_HEIGHT = 28;
const BEYOND = 12;

interface Span { first: number; last: number }

function spanOf({ scrollTop, clientHeight }: HTMLElement): Span {
  // In steps, so that most scrolling draws nothing anew.
  const first = Math.floor(scrollTop / ROW_HEIGHT / BEYOND) * BEYOND - BEYOND;
  return { first, last: first + Math.ceil(clientHeight / ROW_HEIGHT) + 3 * BEYOND };
}

/** Indices of the lines in and round the window, and the current one wherever it is: it has the focus. */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, current: number): number[] {
  const [{ first, last }, setSpan] = useState<Span>({ first: 0, last: 4 * BEYOND });
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const look = (): void => setSpan((before) => {
      const now = spanOf(element);
      return now.first === before.first && now.last === before.last ? before : now;
    });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list]);
  const from = Math.max(0, first);
  const shown = Array.from({ length: Math.max(0, Math.min(count, last) - from) }, (_, index) => from + index);
  return current < 0 || current >= count || shown.includes(current) ? shown : current < from ? [current, ...shown] : [...shown, current];
}
