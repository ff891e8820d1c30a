import { guarded } from '../guarded.js';
import { PatternTrie } from '../trie.js';
import type { BusListener, Envelope, Subscription } from '../types.js';

/** Somebody in this process who listens. */
export class Subscriber {
  readonly ready: Promise<void>;
  private stood!: () => void;
  private closed = false;

  constructor(
    readonly pattern: string,
    private readonly listener: BusListener,
    private readonly onGap: (() => void) | undefined,
    private readonly onError: (error: unknown) => void,
  ) {
    this.ready = new Promise((resolve) => { this.stood = resolve; });
  }

  /** Messages may have been missed until now. */
  gap(): void {
    if (!this.closed && this.onGap) guarded(this.onGap, this.onError);
  }

  /** From now on nothing is missed. */
  stands(): void {
    this.gap();
    this.stood();
  }

  hear(envelope: Envelope): void {
    if (!this.closed) guarded(() => this.listener(envelope), this.onError);
  }

  subscription(leave: () => void): Subscription {
    return {
      ready: this.ready,
      close: () => {
        if (this.closed) return;
        this.closed = true;
        leave();
      },
    };
  }
}

/** All of them behind one connection, which carries every message once. */
export class Subscribers {
  private readonly trie = new PatternTrie<Subscriber>();
  private readonly byPattern = new Map<string, Set<Subscriber>>();

  get patterns(): Iterable<string> {
    return this.byPattern.keys();
  }

  /** @returns whether it is the first of its pattern @throws TopicError */
  add(subscriber: Subscriber): boolean {
    this.trie.add(subscriber.pattern, subscriber);
    const others = this.byPattern.get(subscriber.pattern);
    if (others) others.add(subscriber);
    else this.byPattern.set(subscriber.pattern, new Set([subscriber]));
    return others === undefined;
  }

  /** @returns whether it was the last of its pattern */
  remove(subscriber: Subscriber): boolean {
    const { pattern } = subscriber;
    this.trie.remove(pattern, subscriber);
    const all = this.byPattern.get(pattern);
    all?.delete(subscriber);
    return all?.size === 0 && this.byPattern.delete(pattern);
  }

  stand(pattern: string): void {
    for (const subscriber of this.of(pattern)) subscriber.stands();
  }

  of(pattern: string): Iterable<Subscriber> {
    return this.byPattern.get(pattern) ?? [];
  }

  gap(): void {
    for (const all of this.byPattern.values()) for (const subscriber of all) subscriber.gap();
  }

  matching(topic: string): readonly Subscriber[] {
    return this.trie.match(topic);
  }
}
