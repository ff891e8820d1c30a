import { useCallback, useEffect, useMemo, useState } from 'react';
import { computeLayout } from './compute';
import { elkInWorker } from './elkWorker';
import { type Layout } from './geometry';
import { isFullyStored, withStored } from './stored';
import { structureOf, type Design, type Structure } from './structure';

export interface LaidOut { structure: Structure; layout: Layout }
interface Shown {
  design: Design | null;
  laidOut: LaidOut | null;
  /** The last layout that came with routes: they hold again when what moved is moved back. */
  routed: Layout | null;
  error: Error | null;
}

const NOTHING_COMPUTED: Layout = { lans: {}, deckies: {}, routes: {} };

function shownAs(computed: Layout, design: Design, structure: Structure, routed: Layout | null): Shown {
  const layout = withStored(computed, design, structure, routed);
  return { design, laidOut: { structure, layout }, routed: computed === NOTHING_COMPUTED ? routed : layout, error: null };
}

/**
 * The layout of the design. Where every place is stored it is there in the same render, so that nothing springs back for a frame; else it is computed in
 * the worker whenever the design changes, and until the new one is there the last one stays.
 * @returns null before the first layout; an error when the worker fails; `show` takes a layout whose places are about to be stored, with its routes
 */
export function useLayout({ lans, deckies, edges }: Design): { laidOut: LaidOut | null; error: Error | null; show(layout: Layout): void } {
  const design = useMemo(() => ({ lans, deckies, edges }), [lans, deckies, edges]);
  const [shown, setShown] = useState<Shown>({ design: null, laidOut: null, routed: null, error: null });
  const stored = shown.design !== design && isFullyStored(design) ? shownAs(NOTHING_COMPUTED, design, structureOf(design), shown.routed) : null;
  if (stored !== null) setShown(stored);
  useEffect(() => {
    if (isFullyStored(design)) return undefined;
    let stale = false;
    const structure = structureOf(design);
    const start = performance.now();
    computeLayout(elkInWorker(), structure).then(
      (computed) => {
        if (stale) return;
        setShown(({ routed }) => shownAs(computed, design, structure, routed));
        // Seen in the browser's profiler and by the benchmark of the canvas.
        performance.measure('maze layout', { start, end: performance.now() });
      },
      (error: unknown) => { if (!stale) setShown((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) })); },
    );
    return () => { stale = true; };
  }, [design]);
  const show = useCallback((layout: Layout) => setShown((now) => ({ ...now, laidOut: now.laidOut && { ...now.laidOut, layout }, routed: layout })), []);
  return { ...(stored ?? shown), show };
}
