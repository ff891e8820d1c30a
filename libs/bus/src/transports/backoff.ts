const FIRST_MS = 50;
const LONGEST_MS = 2_000;

/** Pauses between attempts: longer each time, and never the same for two who lost the same server at once. */
export class Backoff {
  private ceiling = FIRST_MS;

  next(): number {
    const pause = this.ceiling * (0.5 + Math.random() / 2);
    this.ceiling = Math.min(this.ceiling * 2, LONGEST_MS);
    return pause;
  }

  reset(): void {
    this.ceiling = FIRST_MS;
  }
}
