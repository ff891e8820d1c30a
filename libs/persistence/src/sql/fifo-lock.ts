/** Lets one holder in at a time, in the order in which they came. */
export class FifoLock {
  private held = false;
  private readonly waiting: (() => void)[] = [];

  /** Resolves when the lock is the caller's; undefined (nothing to await) when it was free. */
  acquire(): Promise<void> | undefined {
    if (!this.held) {
      this.held = true;
      return undefined;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.held = false;
  }
}
