import { useEffect, useMemo, useState } from 'react';
import { computeLayout } from './compute';
import { elkInWorker } from './elkWorker';
import { type Layout } from './geometry';
import { isFullyStored, withStored } from './stored';
import { structureOf, type Design, type Structure } from './structure';

export interface LaidOut { structure: Structure; layout: Layout }

const NOTHING_COMPUTED: Layout = { lans: {}, deckies: {}, routes: {} };

/**
 * The layout of the design, computed in the worker whenever the design changes; until the new one is there, the last one stays.
 * @returns null before the first layout; an error when the worker fails
 */
export function useLayout({ lans, deckies, edges }: Design): { laidOut: LaidOut | null; error: Error | null } {
  const design = useMemo(() => ({ lans, deckies, edges }), [lans, deckies, edges]);
  const [state, setState] = useState<{ laidOut: LaidOut | null; error: Error | null }>({ laidOut: null, error: null });
  useEffect(() => {
    let stale = false;
    const structure = structureOf(design);
    const start = performance.now();
    const computing = isFullyStored(design) ? Promise.resolve(NOTHING_COMPUTED) : computeLayout(elkInWorker(), structure);
    computing.then(
      (computed) => {
        if (stale) return;
        setState({ laidOut: { structure, layout: withStored(computed, design, structure) }, error: null });
        // Seen in the browser's profiler and by the benchmark of the canvas.
        performance.measure('maze layout', { start, end: performance.now() });
      },
      (error: unknown) => { if (!stale) setState((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) })); },
    );
    return () => { stale = true; };
  }, [design]);
  return state;
}
