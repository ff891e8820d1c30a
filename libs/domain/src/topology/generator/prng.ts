const WORD = 2 ** 32;
/** Until every bit of the seed has reached every bit of the state. */
const WARM_UP = 12;

/** sfc32, its state filled by splitmix32: 32-bit integer arithmetic only, so every machine draws the same numbers from the same seed. */
export class Sfc32 {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param seed integer, 0..2^32-1 */
  constructor(seed: number) {
    const mix = splitmix32(seed);
    this.a = mix();
    this.b = mix();
    this.c = mix();
    for (let i = 0; i < WARM_UP; i++) this.next();
  }

  /** An integer, 0..2^32-1. */
  next(): number {
    const drawn = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  /** An integer, 0..limit-1; `limit` is at most 2^20, so that the product stays exact. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / WORD);
  }

  /** An integer, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True with the given probability. Draws in any case, so that a probability of 0 or 1 changes nothing that is drawn later. */
  chance(probability: number): boolean {
    return this.next() < probability * WORD;
  }

  /** @param list not empty */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
