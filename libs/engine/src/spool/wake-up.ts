/** Wakes everybody who waits for something to have been written. */
export class WakeUp {
  private readonly waiting = new Set<() => void>();
  private ended = false;
  /** How often it woke; taken before a look, it tells whether something came between the look and the wait. */
  count = 0;

  wake(): void {
    this.count += 1;
    for (const resume of [...this.waiting]) resume();
  }

  /** Wakes everybody for good. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  /** Resolves after the next wake beyond `count`, after `ms` or on abort, whichever is first. */
  since(count: number, ms: number, signal?: AbortSignal): Promise<void> {
    if (this.ended || signal?.aborted || this.count !== count) return Promise.resolve();
    return new Promise((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', resume);
        this.waiting.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, ms);
      signal?.addEventListener('abort', resume);
      this.waiting.add(resume);
    });
  }
}
