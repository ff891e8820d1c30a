import { BusService } from '../bus.service.js';
import type { BusTransport, Envelope } from '../types.js';
import { MemoryTransport } from './memory.js';
import { NullTransport } from './null.js';

const transports: [string, () => BusTransport][] = [['memory', () => new MemoryTransport()], ['null', () => new NullTransport()]];

/** What every transport must do; `capabilities` says what it does not promise. */
describe.each(transports)('transport %s', (_name, make) => {
  const settle = async (bus: BusService) => { await bus.flush(); await bus.flush(); };

  it('carries messages in order to whoever subscribed, and to nobody else', async () => {
    const bus = new BusService(make());
    const seen: number[] = [];
    const other: Envelope[] = [];
    await bus.subscribe('topology.*.status', (e) => seen.push((e.payload as { n: number }).n)).ready;
    await bus.subscribe('decky.>', (e) => other.push(e)).ready;
    for (let n = 0; n < 100; n++) bus.publishSafely('topology.x.status', 'status', { n });
    await settle(bus);
    expect(seen).toEqual(bus.capabilities.delivers ? [...Array(100).keys()] : []);
    expect(other).toEqual([]);
  });

  it('stops at the moment of unsubscribing', async () => {
    const bus = new BusService(make());
    let count = 0;
    const subscription = bus.subscribe('a', () => { count += 1; });
    bus.publishSafely('a', 'x');
    subscription.close();
    await settle(bus);
    expect(count).toBe(0);
  });

  it('never throws at the publisher: not for a bad topic, a throwing listener or a closed bus', async () => {
    const complaints: unknown[] = [];
    const bus = new BusService(make(), (message) => complaints.push(message));
    bus.subscribe('a', () => { throw new Error('listener'); });
    expect(bus.publishSafely('a..b', 'x')).toBe(false);
    expect(complaints).toHaveLength(1);
    bus.publishSafely('a', 'x');
    await settle(bus);
    await bus.close();
    expect(() => bus.publishSafely('a', 'x')).not.toThrow();
  });
});

describe('memory transport', () => {
  it('drops the oldest for a subscriber that falls behind and tells it of the gap', async () => {
    const bus = new BusService(new MemoryTransport());
    const seen: number[] = [];
    let gaps = 0;
    bus.subscribe('a', (e) => seen.push(e.payload as number), () => { gaps += 1; });
    for (let n = 0; n < 10_005; n++) bus.publishSafely('a', 'x', n);
    await bus.flush();
    await bus.flush();
    expect(gaps).toBe(1);
    expect(seen).toHaveLength(10_000);
    expect(seen[0]).toBe(5);
  });

  it('delivers after the publisher returned, so that a listener cannot run inside its transaction', () => {
    const bus = new BusService(new MemoryTransport());
    let inside = false;
    bus.subscribe('a', () => { inside = true; });
    bus.publishSafely('a', 'x');
    expect(inside).toBe(false);
  });
});
