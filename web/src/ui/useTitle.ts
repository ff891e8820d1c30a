import { useEffect } from 'react';

/** What the browser tab says. */
export function useTitle(title: string): void {
  useEffect(() => { document.title = `${title} · DECNET`; }, [title]);
}
