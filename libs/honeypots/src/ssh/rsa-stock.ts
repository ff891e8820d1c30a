import { utils } from './library.js';

const BITS = 3_072;
/** Between keys that nobody waits for: making them must not be felt, nor keep a process from ending. */
const PAUSE_MS = 500;

export type KeyMaker = () => Promise<string>;

/** A fresh private key in OpenSSH's format, made off the event loop. */
export function makeKey(type: 'rsa' | 'ecdsa' | 'ed25519'): Promise<string> {
  const bits = { rsa: BITS, ecdsa: 256, ed25519: 256 }[type];
  return new Promise((resolve, reject) => {
    utils.generateKeyPair(type as 'rsa', { bits }, (error, pair) => (error ? reject(error) : resolve(pair.private)));
  });
}

/**
 * RSA keys take half a second each. A few are made in advance, one at a time, so that the first visitor of a decky need not wait and a
 * thousand deckies that nobody visits cost nothing. Every key is given away once.
 */
export class RsaStock {
  private readonly ready: string[] = [];
  private readonly waiting: { resolve(key: string): void; reject(error: unknown): void }[] = [];
  private making = false;
  private unserved = 0;
  private pausing = false;

  constructor(private readonly most: number, private readonly make: KeyMaker = () => makeKey('rsa')) {}

  /** There is one more decky that may need a key. */
  expect(): void {
    this.unserved += 1;
    this.fillLater();
  }

  take(): Promise<string> {
    this.unserved = Math.max(0, this.unserved - 1);
    const key = this.ready.shift();
    if (key !== undefined) {
      this.fillLater();
      return Promise.resolve(key);
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.fill();
    });
  }

  private get isFull(): boolean {
    return this.ready.length >= Math.min(this.most, this.unserved);
  }

  private fill(): void {
    if (this.making || (this.waiting.length === 0 && this.isFull)) return;
    this.making = true;
    this.make().then((key) => this.hand(key), (error: unknown) => this.fail(error));
  }

  private hand(key: string): void {
    this.making = false;
    const next = this.waiting.shift();
    if (next) next.resolve(key);
    else this.ready.push(key);
    if (this.waiting.length > 0) this.fill();
    else this.fillLater();
  }

  private fillLater(): void {
    if (this.pausing || this.isFull) return;
    this.pausing = true;
    setTimeout(() => {
      this.pausing = false;
      this.fill();
    }, PAUSE_MS).unref();
  }

  private fail(error: unknown): void {
    this.making = false;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

/** Of the whole process. */
export const rsaStock = new RsaStock(8);
