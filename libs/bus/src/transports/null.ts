import { patternTokens, topicTokens } from '../topics.js';
import type { BusTransport, Envelope, Subscription } from '../types.js';

/** Carries nothing: everything that waits for the bus falls back to reading the database. */
export class NullTransport implements BusTransport {
  readonly name = 'null';
  readonly capabilities = { delivers: false, ordered: true, crossProcess: false, lag: false, reconnects: false };

  publish(envelope: Envelope): boolean {
    topicTokens(envelope.topic);
    return true;
  }

  subscribe(pattern: string): Subscription {
    patternTokens(pattern);
    return { ready: Promise.resolve(), close: () => undefined };
  }

  async flush(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}
}
