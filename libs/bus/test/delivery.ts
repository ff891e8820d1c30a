import type { BusService } from '../src/client.js';
import type { BusHarness, BusUnderTest } from './harness.js';
import { Inbox } from './inbox.js';

const TOPICS = ['a', 'a.b', 'a.b.c', 'b.a', 'topology.7.status'];
const MATCHES: Readonly<Record<string, string[]>> = {
  'a': ['a'], 'a.*': ['a.b'], 'a.>': ['a.b', 'a.b.c'], '*': ['a'], '*.*': ['a.b', 'b.a'], '*.b.*': ['a.b.c'], '>': TOPICS, 'topology.*.status': ['topology.7.status'],
};

/** Who gets what, as long as nothing is lost. */
export function describeDelivery({ make, can }: BusUnderTest): void {
  let harness: BusHarness;
  let publisher: BusService;
  let reader: BusService;
  beforeAll(async () => {
    harness = await make();
    [publisher, reader] = [harness.connect(), harness.connect()];
  });
  afterAll(() => harness.dispose());

  /** Everything published before has arrived everywhere when this comes back. */
  const settle = async (...inboxes: Inbox[]): Promise<void> => {
    expect(await publisher.flush()).toBe(true);
    if (!can.delivers) return;
    const last = await Inbox.open(reader, 'end.of.test');
    publisher.publishSafely('end.of.test', 'end');
    await last.until(({ envelopes }) => envelopes.length > 0);
    for (const inbox of inboxes) inbox.subscription.close();
    last.subscription.close();
  };
  const arrived = (payloads: unknown[]): unknown[] => (can.delivers ? payloads : []);

  it('says what it can', () => expect(reader.capabilities).toEqual(can));

  it('carries messages in order, as they were, to whoever subscribed and to nobody else', async () => {
    const mine = await Inbox.open(reader, 'topology.*.status');
    const other = await Inbox.open(reader, 'decky.>');
    for (let n = 0; n < 1_000; n += 1) expect(publisher.publishSafely('topology.x.status', 'status', { n, text: 'Zürich \u0000 東京 🦊' })).toBe(true);
    await settle(mine, other);
    expect(mine.payloads).toEqual(arrived(Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'Zürich \u0000 東京 🦊' }))));
    expect(other.envelopes).toEqual([]);
    if (can.delivers) expect(mine.envelopes[0]).toEqual({ v: 1, id: expect.stringMatching(/^[0-9a-f-]{36}$/), topic: 'topology.x.status', type: 'status', ts: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/), payload: { n: 0, text: 'Zürich \u0000 東京 🦊' } });
  });

  it.each(Object.entries(MATCHES))('the pattern %s gets its topics and no other, each once', async (pattern, expected) => {
    const inbox = await Inbox.open(reader, pattern);
    // Wider and narrower ones beside it bring nothing twice.
    const beside = await Promise.all(['>', pattern, 'a.b'].map((each) => Inbox.open(reader, each)));
    for (const topic of TOPICS) publisher.publishSafely(topic, 'x', topic);
    await settle(inbox, ...beside);
    expect(inbox.payloads.filter((payload) => typeof payload === 'string')).toEqual(arrived(expected));
  });

  it('gives a publisher its own messages, if it subscribed', async () => {
    const inbox = await Inbox.open(publisher, 'own.message');
    publisher.publishSafely('own.message', 'x', 1);
    await settle(inbox);
    expect(inbox.payloads).toEqual(arrived([1]));
  });

  it('stops at the moment of unsubscribing, for that listener alone', async () => {
    const [leaves, stays] = [await Inbox.open(reader, 'both'), await Inbox.open(reader, 'both')];
    publisher.publishSafely('both', 'x', 1);
    leaves.subscription.close();
    leaves.subscription.close();
    const before = leaves.envelopes.length;
    publisher.publishSafely('both', 'x', 2);
    await settle(stays);
    expect(leaves.envelopes).toHaveLength(before);
    expect(stays.payloads).toEqual(arrived([1, 2]));
  });

  it('subscribes again to what was left a moment ago', async () => {
    for (let round = 0; round < 20; round += 1) {
      const first = new Inbox(reader, 'again');
      first.subscription.close();
      const inbox = await Inbox.open(reader, 'again');
      publisher.publishSafely('again', 'x', round);
      if (can.delivers) await inbox.has(round);
      inbox.subscription.close();
    }
  });

  it.each(['', 'a..b', '.a', 'a.', 'a.*', 'a.>', 'a b', 'ü', 'a\nb', Array(17).fill('a').join('.')])('refuses to publish on %j, without throwing', (topic) => {
    const complaints: string[] = [];
    const bus = harness.connect(complaints);
    expect(bus.publishSafely(topic, 'x')).toBe(false);
    expect(complaints).toEqual([expect.stringContaining('could not publish')]);
  });

  it.each(['', 'a..b', '>.a', 'a.>.b', 'a*', 'a b'])('refuses to subscribe to %j', (pattern) => {
    expect(() => reader.subscribe(pattern, () => undefined)).toThrow(/token/);
  });

  it('a listener that throws hurts neither the publisher nor the others', async () => {
    const complaints: string[] = [];
    const bus = can.crossProcess ? harness.connect(complaints) : reader;
    await bus.subscribe('thrown.at', () => { throw new Error('listener'); }).ready;
    const inbox = await Inbox.open(bus, 'thrown.at');
    for (let n = 0; n < 100; n += 1) publisher.publishSafely('thrown.at', 'x', n);
    if (can.delivers) await inbox.has(99);
    expect(inbox.payloads).toEqual(arrived(Array.from({ length: 100 }, (_, n) => n)));
    if (can.crossProcess) expect(complaints).toEqual(['a bus listener failed']);
    inbox.subscription.close();
  });

  it('after it was closed, publishing is refused and harmless', async () => {
    const bus = can.crossProcess ? harness.connect() : (await make()).connect();
    await bus.close();
    expect(() => bus.publishSafely('a', 'x')).not.toThrow();
    if (can.delivers) expect(bus.publishSafely('a', 'x')).toBe(false);
    await bus.close();
  });

  if (!can.crossProcess) return;
  it('refuses a message that is too long for the wire, and carries the longest that is not', async () => {
    const complaints: string[] = [];
    const bus = harness.connect(complaints);
    const inbox = await Inbox.open(reader, 'long');
    expect(bus.publishSafely('long', 'x', 'ü'.repeat(600_000))).toBe(false);
    expect(complaints).toEqual(['could not publish on long']);
    bus.publishSafely('long', 'x', 'y'.repeat(1_048_000));
    await inbox.has('y'.repeat(1_048_000));
    expect(inbox.envelopes).toHaveLength(1);
    inbox.subscription.close();
  });
}
