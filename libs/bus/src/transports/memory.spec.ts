import { BusService } from '../bus.service.js';
import { MemoryTransport } from './memory.js';

describe('memory transport', () => {
  it('drops exactly the oldest for a subscriber that falls behind, and tells it once', async () => {
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
