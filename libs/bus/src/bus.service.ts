import { randomUUID } from 'node:crypto';
import type { BusComplaint, BusListener, BusTransport, Envelope, Subscription } from './types.js';

/** The time of the last envelope: at hundreds in a millisecond, writing it anew each time would be the dearest part of an envelope. */
let writtenAt = 0;
let written = '';

function timestamp(): string {
  const now = Date.now();
  if (now !== writtenAt) {
    writtenAt = now;
    written = new Date(now).toISOString();
  }
  return written;
}

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
    const envelope: Envelope = { v: 1, id: randomUUID(), topic, type, ts: timestamp(), payload };
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

  /** @returns whether everything published before is on its way, within that time; see {@link BusTransport.flush} */
  flush(withinMs?: number): Promise<boolean> {
    return this.transport.flush(withinMs);
  }

  close(): Promise<void> {
    return this.transport.close();
  }
}
