import type { BusService, Envelope, Subscription } from '../src/client.js';

const WITHIN_MS = 15_000;

/** A subscription that keeps what arrives, in order, and wakes whoever waits for it. */
export class Inbox {
  readonly envelopes: Envelope[] = [];
  gaps = 0;
  readonly subscription: Subscription;
  private readonly waiting = new Set<() => void>();

  constructor(bus: BusService, pattern: string) {
    this.subscription = bus.subscribe(pattern, (envelope) => {
      this.envelopes.push(envelope);
      this.wake();
    }, () => {
      this.gaps += 1;
      this.wake();
    });
  }

  /** Resolves when it stands. */
  static async open(bus: BusService, pattern: string): Promise<Inbox> {
    const inbox = new Inbox(bus, pattern);
    await inbox.subscription.ready;
    inbox.gaps = 0;
    return inbox;
  }

  get payloads(): unknown[] {
    return this.envelopes.map(({ payload }) => payload);
  }

  get last(): unknown {
    return this.envelopes.at(-1)?.payload;
  }

  /** @throws Error with what has arrived when it does not come to be so in time */
  until(condition: (inbox: this) => boolean, withinMs = WITHIN_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`not within ${withinMs} ms: ${this.envelopes.length} messages, ${this.gaps} gaps, the last ${JSON.stringify(this.last)?.slice(0, 200)}`));
      }, withinMs);
      const look = (): void => {
        if (!condition(this)) return;
        clearTimeout(late);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  has(payload: unknown): Promise<void> {
    return this.until(({ last }) => last === payload);
  }

  private wake(): void {
    for (const look of this.waiting) look();
  }
}
