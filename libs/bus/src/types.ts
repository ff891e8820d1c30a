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

/**
 * Told of what went wrong, for the log of the process; never with a secret. A transport says one thing once and not once per message,
 * and nothing more than once a second.
 */
export type BusComplaint = (message: string, error?: unknown) => void;

export interface Subscription {
  /** Resolves when the subscription is known to stand; whoever reads the database after that misses nothing. Pending while there is no connection. */
  ready: Promise<void>;
  /** From here on the listener is not called. */
  close(): void;
}

export interface BusCapabilities {
  /** Messages reach subscribers at all (false for `null`). */
  delivers: boolean;
  /** One publisher's messages arrive in order while the connection lasts. */
  ordered: boolean;
  /** Reaches other processes. */
  crossProcess: boolean;
  /** A subscriber that falls behind keeps its connection, loses the oldest messages and is told of the gap. */
  lag: boolean;
  /** There is a connection, which may be lost; it comes back by itself, with its subscriptions. */
  reconnects: boolean;
}

/** A way of carrying envelopes. At most once: the database is the truth, a message only says "look again". */
export interface BusTransport {
  readonly name: 'memory' | 'unix' | 'nats' | 'null';
  readonly capabilities: BusCapabilities;
  /**
   * Never waits, and never throws for a lost connection. What cannot be sent yet waits in a bounded queue, whose oldest messages go first.
   * @returns whether there is room for more; a publisher that would rather wait than lose calls `flush` when there is not
   * @throws TopicError, RangeError for a message that no transport may carry
   */
  publish(envelope: Envelope): boolean;
  /**
   * @param onGap called when messages may have been missed, so that the database is read: whenever the subscription comes to stand (where
   * there is a connection to be made: the first time, too), and when messages were dropped on the way
   * @throws TopicError
   */
  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription;
  /**
   * Waits until everything that was published before has been taken by whoever passes it on, but no longer than that.
   * @returns whether it was; false tells a caller that the bus is stalled or not there, and is no failure
   */
  flush(withinMs?: number): Promise<boolean>;
  /** Sends what waits, for half a second at most, and hangs up. */
  close(): Promise<void>;
}

export const FLUSH_WITHIN_MS = 2_000;
/** How long closing may wait for a bus that does not answer. */
export const CLOSE_WITHIN_MS = 500;
