import { randomUUID } from 'node:crypto';
import type { BusListener, BusTransport, Envelope, Subscription } from './types.js';

/** Told of publications that could not be made; a logger, in production. */
export type BusComplaint = (message: string, error: unknown) => void;

/** The bus as the rest of the house sees it. */
export class BusService {
  constructor(
    private readonly transport: BusTransport,
    private readonly complain: BusComplaint = () => undefined,
  ) {}

  get name(): BusTransport['name'] {
    return this.transport.name;
  }

  get capabilities(): BusTransport['capabilities'] {
    return this.transport.capabilities;
  }

  /**
   * The only way to publish. Never throws and never waits: what it says is already in the database, and whoever
   * misses it finds it there.
   * @returns whether the transport took it and has room for more
   */
  publishSafely(topic: string, type: string, payload: unknown = {}): boolean {
    const envelope: Envelope = { v: 1, id: randomUUID(), topic, type, ts: new Date().toISOString(), payload };
    try {
      return this.transport.publish(envelope);
    } catch (error) {
      this.complain(`could not publish on ${topic}`, error);
      return false;
    }
  }

  /** @param onGap called when messages may have been missed: read the database */
  subscribe(pattern: string, listener: BusListener, onGap?: () => void): Subscription {
    return this.transport.subscribe(pattern, listener, onGap);
  }

  flush(): Promise<void> {
    return this.transport.flush();
  }

  close(): Promise<void> {
    return this.transport.close();
  }
}
