import { guarded } from '../guarded.js';
import { PatternTrie } from '../trie.js';
import type { BusListener, BusTransport, Envelope, Subscription } from '../types.js';

/** Messages that one subscriber may have waiting; beyond it the oldest go and the subscriber is told of a gap. */
const QUEUE_LIMIT = 10_000;

class Mailbox {
  private queue: Envelope[] = [];
  private scheduled = false;
  private lagging = false;
  closed = false;

  constructor(private readonly listener: BusListener, private readonly onGap: (() => void) | undefined, private readonly onError: (error: unknown) => void) {}

  push(envelope: Envelope): void {
    if (this.queue.length >= QUEUE_LIMIT) {
      this.queue.shift();
      this.lagging = true;
    }
    this.queue.push(envelope);
    if (this.scheduled) return;
    this.scheduled = true;
    // Never in the publisher's own stack: a listener that throws or publishes must not reach the caller.
    setImmediate(() => this.drain());
  }

  private drain(): void {
    this.scheduled = false;
    const batch = this.queue;
    this.queue = [];
    const gap = this.lagging;
    this.lagging = false;
    if (gap) guarded(() => this.onGap?.(), this.onError);
    for (const envelope of batch) {
      if (this.closed) return;
      guarded(() => this.listener(envelope), this.onError);
    }
  }
}

/** Carries messages within one process. */
export class MemoryTransport implements BusTransport {
  readonly name = 'memory';
  readonly capabilities = { delivers: true, ordered: true, crossProcess: false, lag: true, reconnects: false };
  private readonly trie = new PatternTrie<Mailbox>();
  private open = true;

  constructor(private readonly onListenerError: (error: unknown) => void = () => undefined) {}

  publish(envelope: Envelope): boolean {
    if (!this.open) return false;
    for (const mailbox of this.trie.match(envelope.topic)) mailbox.push(envelope);
    return true;
  }

  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription {
    const mailbox = new Mailbox(listener, onGap, this.onListenerError);
    this.trie.add(pattern, mailbox);
    return {
      ready: Promise.resolve(),
      close: () => {
        mailbox.closed = true;
        this.trie.remove(pattern, mailbox);
      },
    };
  }

  async flush(): Promise<boolean> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    return true;
  }

  async close(): Promise<void> {
    this.open = false;
  }
}
