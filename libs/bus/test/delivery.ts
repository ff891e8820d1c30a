import { BusContext } from './bus-context.js';
import type { BusUnderTest } from './harness.js';
import { Inbox } from './inbox.js';

const TOPICS = ['a', 'a.b', 'a.b.c', 'b.a', 'topology.7.status'];
const MATCHES: Readonly<Record<string, string[]>> = {
  'a': ['a'], 'a.*': ['a.b'], 'a.>': ['a.b', 'a.b.c'], '*': ['a'], '*.*': ['a.b', 'b.a'], '*.b.*': ['a.b.c'], '>': TOPICS, 'topology.*.status': ['topology.7.status'],
};

/** Who gets what, as long as nothing is lost. */
export function describeDelivery(bus: BusUnderTest): void {
  const context = new BusContext(bus);
  beforeAll(() => context.begin());
  afterAll(() => context.end());

  describeCarrying(context);
  describeSubscribing(context);
  describeRefusals(context);
  if (bus.can.crossProcess) describeLength(context);
}

function describeCarrying(context: BusContext): void {
  it('says what it can', () => expect(context.reader.capabilities).toEqual(context.bus.can));

  it('carries messages in order, as they were, to whoever subscribed and to nobody else', async () => {
    const mine = await Inbox.open(context.reader, 'topology.*.status');
    const other = await Inbox.open(context.reader, 'decky.>');
    for (let n = 0; n < 1_000; n += 1) expect(context.publisher.publishSafely('topology.x.status', 'status', { n, text: 'Zürich \u0000 東京 🦊' })).toBe(true);
    await context.settle(mine, other);
    expect(mine.payloads).toEqual(context.arrived(Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'Zürich \u0000 東京 🦊' }))));
    expect(other.envelopes).toEqual([]);
    if (context.bus.can.delivers) expect(mine.envelopes[0]).toEqual({ v: 1, id: expect.stringMatching(/^[0-9a-f-]{36}$/), topic: 'topology.x.status', type: 'status', ts: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/), payload: { n: 0, text: 'Zürich \u0000 東京 🦊' } });
  });

  it.each(Object.entries(MATCHES))('the pattern %s gets its topics and no other, each once', async (pattern, expected) => {
    const inbox = await Inbox.open(context.reader, pattern);
    // Wider and narrower ones beside it bring nothing twice.
    const beside = await Promise.all(['>', pattern, 'a.b'].map((each) => Inbox.open(context.reader, each)));
    for (const topic of TOPICS) context.publisher.publishSafely(topic, 'x', topic);
    await context.settle(inbox, ...beside);
    expect(inbox.payloads.filter((payload) => typeof payload === 'string')).toEqual(context.arrived(expected));
  });

  it('gives a publisher its own messages, if it subscribed', async () => {
    const inbox = await Inbox.open(context.publisher, 'own.message');
    context.publisher.publishSafely('own.message', 'x', 1);
    await context.settle(inbox);
    expect(inbox.payloads).toEqual(context.arrived([1]));
  });
}

function describeSubscribing(context: BusContext): void {
  it('stops at the moment of unsubscribing, for that listener alone', async () => {
    const [leaves, stays] = [await Inbox.open(context.reader, 'both'), await Inbox.open(context.reader, 'both')];
    context.publisher.publishSafely('both', 'x', 1);
    leaves.subscription.close();
    leaves.subscription.close();
    const before = leaves.envelopes.length;
    context.publisher.publishSafely('both', 'x', 2);
    await context.settle(stays);
    expect(leaves.envelopes).toHaveLength(before);
    expect(stays.payloads).toEqual(context.arrived([1, 2]));
  });

  it('subscribes again to what was left a moment ago', async () => {
    for (let round = 0; round < 20; round += 1) {
      const first = new Inbox(context.reader, 'again');
      first.subscription.close();
      const inbox = await Inbox.open(context.reader, 'again');
      context.publisher.publishSafely('again', 'x', round);
      if (context.bus.can.delivers) await inbox.has(round);
      inbox.subscription.close();
    }
  });

  it('a listener that throws hurts neither the publisher nor the others', async () => {
    const complaints: string[] = [];
    const bus = context.bus.can.crossProcess ? context.harness.connect(complaints) : context.reader;
    await bus.subscribe('thrown.at', () => { throw new Error('listener'); }).ready;
    const inbox = await Inbox.open(bus, 'thrown.at');
    for (let n = 0; n < 100; n += 1) context.publisher.publishSafely('thrown.at', 'x', n);
    if (context.bus.can.delivers) await inbox.has(99);
    expect(inbox.payloads).toEqual(context.arrived(Array.from({ length: 100 }, (_, n) => n)));
    if (context.bus.can.crossProcess) expect(complaints).toEqual(['a bus listener failed']);
    inbox.subscription.close();
  });
}

function describeRefusals(context: BusContext): void {
  it.each(['', 'a..b', '.a', 'a.', 'a.*', 'a.>', 'a b', 'ü', 'a\nb', Array(17).fill('a').join('.')])('refuses to publish on %j, without throwing', (topic) => {
    const complaints: string[] = [];
    const bus = context.harness.connect(complaints);
    expect(bus.publishSafely(topic, 'x')).toBe(false);
    expect(complaints).toEqual([expect.stringContaining('could not publish')]);
  });

  it.each(['', 'a..b', '>.a', 'a.>.b', 'a*', 'a b'])('refuses to subscribe to %j', (pattern) => {
    expect(() => context.reader.subscribe(pattern, () => undefined)).toThrow(/token/);
  });

  it('after it was closed, publishing is refused and harmless', async () => {
    const bus = context.bus.can.crossProcess ? context.harness.connect() : (await context.bus.make()).connect();
    await bus.close();
    expect(() => bus.publishSafely('a', 'x')).not.toThrow();
    if (context.bus.can.delivers) expect(bus.publishSafely('a', 'x')).toBe(false);
    await bus.close();
  });
}

function describeLength(context: BusContext): void {
  it('refuses a message that is too long for the wire, and carries the longest that is not', async () => {
    const complaints: string[] = [];
    const bus = context.harness.connect(complaints);
    const inbox = await Inbox.open(context.reader, 'long');
    expect(bus.publishSafely('long', 'x', 'ü'.repeat(600_000))).toBe(false);
    expect(complaints).toEqual(['could not publish on long']);
    bus.publishSafely('long', 'x', 'y'.repeat(1_048_000));
    await inbox.has('y'.repeat(1_048_000));
    expect(inbox.envelopes).toHaveLength(1);
    inbox.subscription.close();
  });
}
