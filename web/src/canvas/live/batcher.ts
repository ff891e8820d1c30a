/** Without a frame for so long the page is hidden, or covered by others. */
const NO_FRAME_MS = 250;

/** Runs `flush` once per animation frame for whatever came in between. Pages that nobody sees have no frames, and may not be told so, but must not pile up. */
export function createBatcher<T>(flush: (items: T[]) => void) {
  let items: T[] = [];
  let cancel: (() => void) | null = null;

  function run(): void {
    cancel?.();
    cancel = null;
    const taken = items;
    items = [];
    flush(taken);
  }

  function schedule(): () => void {
    const timer = setTimeout(run, NO_FRAME_MS);
    const frame = requestAnimationFrame(run);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
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
