/** What travels: filled by the publisher, never parsed by a broker. */
export interface Envelope<T = unknown> {
  v: 1;
  id: string;
  topic: string;
  type: string;
  /** RFC 3339, UTC, with milliseconds. */
  ts: string;
  payload: T;
}

export type BusListener = (envelope: Envelope) => void;

export interface Subscription {
  /** Resolves when the subscription is known to stand. */
  ready: Promise<void>;
  close(): void;
}

export interface BusCapabilities {
  /** Messages reach subscribers at all (false for `null`). */
  delivers: boolean;
  /** One publisher's messages arrive in order while the connection lasts. */
  ordered: boolean;
  /** Reaches other processes. */
  crossProcess: boolean;
}

/** A way of carrying envelopes. At most once: the database is the truth, a message only says "look again". */
export interface BusTransport {
  readonly name: 'memory' | 'unix' | 'nats' | 'null';
  readonly capabilities: BusCapabilities;
  /** Returns whether there is room for more; never throws for a lost connection. */
  publish(envelope: Envelope): boolean;
  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription;
  flush(): Promise<void>;
  close(): Promise<void>;
}
