import type { BusService } from '../src/client.js';
import type { BusHarness, BusUnderTest } from './harness.js';
import { Inbox } from './inbox.js';

/** The bus under test with one connection that publishes and one that reads. */
export class BusContext {
  harness!: BusHarness;
  publisher!: BusService;
  reader!: BusService;

  constructor(readonly bus: BusUnderTest) {}

  async begin(): Promise<void> {
    this.harness = await this.bus.make();
    this.publisher = this.harness.connect();
    this.reader = this.harness.connect();
  }

  async end(): Promise<void> {
    await this.harness.dispose();
  }

  /** Everything published before has arrived everywhere when this comes back; the inboxes are closed then. */
  async settle(...inboxes: Inbox[]): Promise<void> {
    expect(await this.publisher.flush()).toBe(true);
    if (!this.bus.can.delivers) return;
    const last = await Inbox.open(this.reader, 'end.of.test');
    this.publisher.publishSafely('end.of.test', 'end');
    await last.until(({ envelopes }) => envelopes.length > 0);
    for (const inbox of [...inboxes, last]) inbox.subscription.close();
  }

  /** What must have arrived, where anything does. */
  arrived(payloads: unknown[]): unknown[] {
    return this.bus.can.delivers ? payloads : [];
  }
}
