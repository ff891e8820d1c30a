const SECOND_MS = 1_000;

/** Lets one through a second, and counts what it kept back. */
export class OnceASecond {
  private last = -Infinity;
  private kept = 0;

  /**
   * @param count how many this stands for
   * @returns how many there were since the last that was let through, or 0 when it is not time yet
   */
  pass(count = 1): number {
    this.kept += count;
    const now = performance.now();
    if (now - this.last < SECOND_MS) return 0;
    this.last = now;
    return this.takeKept();
  }

  /** What was kept back until now, whatever the time. */
  takeKept(): number {
    const { kept } = this;
    this.kept = 0;
    return kept;
  }
}
