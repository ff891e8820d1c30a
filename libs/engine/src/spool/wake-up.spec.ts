import { WakeUp } from './wake-up.js';

/** Far beyond the patience of a test: whoever waits so long was not woken. */
const FOREVER_MS = 60_000;

describe('WakeUp', () => {
  it('does not let sleep who looked before something came and waits only now', async () => {
    const written = new WakeUp();
    const seen = written.count;
    written.wake();
    expect(await written.since(seen, FOREVER_MS)).toBeUndefined();
  });

  it('wakes all who wait, and lets sleep who comes later', async () => {
    const written = new WakeUp();
    const waiting = Promise.all([written.since(0, FOREVER_MS), written.since(0, FOREVER_MS)]);
    written.wake();
    await waiting;
    const woken: string[] = [];
    void written.since(written.count, FOREVER_MS).then(() => woken.push('late'));
    await written.since(written.count, 5);
    expect(woken).toEqual([]);
    written.end();
  });

  it('keeps nobody once it has ended', async () => {
    const written = new WakeUp();
    written.end();
    expect(await written.since(written.count, FOREVER_MS)).toBeUndefined();
  });
});
