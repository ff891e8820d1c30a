const HIDDEN_MS = 250;

/** Runs `flush` once per animation frame for whatever came in between. Hidden pages have no frames, but must not pile up. */
export function createBatcher<T>(flush: (items: T[]) => void) {
  let items: T[] = [];
  let cancel: (() => void) | null = null;

  function run(): void {
    cancel = null;
    const taken = items;
    items = [];
    flush(taken);
  }

  function schedule(): () => void {
    if (document.hidden) {
      const timer = setTimeout(run, HIDDEN_MS);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }

  return {
    push(item: T): void {
      items.push(item);
      cancel ??= schedule();
    },
    stop(): void {
      cancel?.();
      cancel = null;
      items = [];
    },
  };
}
