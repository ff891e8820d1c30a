import { randomInt } from 'node:crypto';

/** Random choices that a printed seed repeats; DECNET_TEST_SEED sets it. */
export class Seeded {
  readonly seed = Number(process.env.DECNET_TEST_SEED ?? randomInt(2 ** 32));
  private state = this.seed >>> 0;

  /** From 0 up to, but not, 1; mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return this.next() * limit;
  }
}
