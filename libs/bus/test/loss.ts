import { BusContext } from './bus-context.js';
import type { BusUnderTest } from './harness.js';
import { Inbox } from './inbox.js';

/** More than the longest queue there is. */
const FLOOD = { memory: 10_500, unix: 30_000 };
const FLOOD_BYTES = 1_000;
/** Of a kilobyte each, to nobody: more than a test may keep in memory. */
const MANY = 150_000;
/** More than any call may take on a busy machine; one that waited for the server would wait for the rest of the test. */
const AT_ONCE_MS = 1_000;

/** What becomes of messages, subscriptions and callers while the bus is not there, or does not move. */
export function describeLoss(bus: BusUnderTest): void {
  const context = new BusContext(bus);
  beforeEach(() => context.begin());
  afterEach(() => context.end());

  if (bus.can.lag) describeLag(context);
  if (!bus.can.reconnects) return;
  describeReconnecting(context);
  describeCallers(context);
  describeEnding(context);
}

function describeLag(context: BusContext): void {
  it('a subscriber that falls behind is told of the gap, and has the newest', async () => {
    const bus = context.harness.connect();
    const inbox = await Inbox.open(bus, 'flood');
    const count = context.bus.can.crossProcess ? FLOOD.unix : FLOOD.memory;
    context.harness.flood('flood', count, FLOOD_BYTES);
    await inbox.until(({ last, gaps }) => last === count && gaps > 0);
    expect(inbox.envelopes.length).toBeLessThan(count);
    expect(inbox.payloads).toEqual((inbox.payloads as number[]).toSorted((a, b) => a - b));
  });
}

function describeReconnecting(context: BusContext): void {
  it('after the server was killed: connects again, subscribes again, tells of the gap, and carries on', async () => {
    const complaints: string[] = [];
    const [publisher, reader] = [context.harness.connect(), context.harness.connect(complaints)];
    const inbox = await Inbox.open(reader, 'topology.*.changed');
    const quiet = await Inbox.open(reader, 'decky.>');
    for (const round of [1, 2]) {
      await context.harness.server!.kill();
      expect(publisher.publishSafely('topology.x.changed', 'lost or late')).toBe(true);
      await context.harness.server!.start();
      // Nobody subscribed anew and nobody had anything to say: the subscription itself must have come back.
      await Promise.all([inbox, quiet].map((each) => each.until(({ gaps }) => gaps === round)));
      expect(await publisher.flush(10_000)).toBe(true);
      publisher.publishSafely('decky.x.state', 'x', round);
      publisher.publishSafely('topology.x.changed', 'x', round);
      await quiet.has(round);
      await inbox.has(round);
    }
    expect(complaints.length).toBeLessThanOrEqual(4);
    expect(complaints[0]).toContain('cannot be reached');
  });

  it('may be there before the server is', async () => {
    await context.harness.server!.kill();
    const complaints: string[] = [];
    const bus = context.harness.connect(complaints);
    const inbox = new Inbox(bus, 'early');
    bus.publishSafely('early', 'x', 'kept for the server');
    expect(await bus.flush(50)).toBe(false);
    await context.harness.server!.start();
    await inbox.subscription.ready;
    await inbox.has('kept for the server');
  });
}

function describeCallers(context: BusContext): void {
  it.each(['dead', 'stalled'])('with the server %s, nothing a caller does waits, throws, or fills memory, and the log stays short', async (how) => {
    const complaints: string[] = [];
    const bus = context.harness.connect(complaints);
    const inbox = await Inbox.open(bus, 'flood');
    if (how === 'dead') await context.harness.server!.kill();
    else context.harness.server!.stall();
    const since = performance.now();
    const before = process.memoryUsage().rss;
    let slowest = 0;
    let rooms = 0;
    for (let n = 1; n <= MANY; n += 1) {
      const at = performance.now();
      if (bus.publishSafely('flood', 'x'.repeat(1_000), n)) rooms += 1;
      slowest = Math.max(slowest, performance.now() - at);
      if (n % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(slowest).toBeLessThan(AT_ONCE_MS);
    expect(rooms).toBeGreaterThan(100);
    expect(rooms).toBeLessThan(MANY / 2);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100);
    const asked = performance.now();
    expect(await bus.flush(200)).toBe(false);
    expect(performance.now() - asked).toBeLessThan(200 + AT_ONCE_MS);
    if (how === 'dead') await context.harness.server!.start();
    else context.harness.server!.resume();
    await inbox.has(MANY);
    expect(inbox.envelopes.length).toBeLessThan(MANY);
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.length).toBeLessThanOrEqual(2 + (performance.now() - since) / 1_000);
  });

  it('loses nothing while the publisher keeps to what it is told about room', async () => {
    const [publisher, reader] = [context.publisher, context.reader];
    const inbox = await Inbox.open(reader, 'paced');
    for (let n = 1; n <= 50_000; n += 1) if (!publisher.publishSafely('paced', 'x'.repeat(500), n)) expect(await publisher.flush(10_000)).toBe(true);
    expect(await publisher.flush(10_000)).toBe(true);
    await inbox.has(50_000);
    expect(inbox.envelopes).toHaveLength(50_000);
    expect(inbox.gaps).toBe(0);
  });
}

function describeEnding(context: BusContext): void {
  it('closes within half a second, even when the server stands still', async () => {
    const bus = context.harness.connect();
    await Inbox.open(bus, 'a');
    context.harness.server!.stall();
    bus.publishSafely('a', 'x');
    const since = performance.now();
    await bus.close();
    expect(performance.now() - since).toBeLessThan(500 + AT_ONCE_MS);
    context.harness.server!.resume();
  });

  it('closing sends what was published', async () => {
    const inbox = await Inbox.open(context.harness.connect(), 'last.words');
    const bus = context.harness.connect();
    await bus.flush();
    bus.publishSafely('last.words', 'x', 'gone');
    await bus.close();
    await inbox.has('gone');
  });
}
