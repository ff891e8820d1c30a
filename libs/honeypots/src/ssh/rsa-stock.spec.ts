import { RsaStock } from './rsa-stock.js';

/** A maker of keys whose work is finished by hand. */
function bench(): { make: () => Promise<string>; finish: () => Promise<void>; readonly started: number; fail: (error: Error) => Promise<void> } {
  const open: { resolve(key: string): void; reject(error: Error): void }[] = [];
  let started = 0;
  const settle = async (act: (job: (typeof open)[0]) => void): Promise<void> => {
    act(open.shift()!);
    await new Promise((resolve) => { setImmediate(resolve); });
  };
  return {
    make: () => new Promise((resolve, reject) => {
      started += 1;
      open.push({ resolve, reject });
    }),
    finish: () => settle(({ resolve }) => resolve(`key ${started}`)),
    fail: (error) => settle(({ reject }) => reject(error)),
    get started() { return started; },
  };
}

describe('the stock of RSA keys', () => {
  it('makes one at a time, and never gives one away twice', async () => {
    const work = bench();
    const stock = new RsaStock(4, work.make);
    const taken = Promise.all([stock.take(), stock.take(), stock.take()]);
    for (let i = 1; i <= 3; i += 1) {
      expect(work.started).toBe(i);
      await work.finish();
    }
    expect(await taken).toEqual(['key 1', 'key 2', 'key 3']);
  });

  it('tells those who wait that it failed, and tries again for the next', async () => {
    const work = bench();
    const stock = new RsaStock(4, work.make);
    const failing = stock.take();
    await Promise.all([expect(failing).rejects.toThrow('no entropy'), work.fail(new Error('no entropy'))]);
    const next = stock.take();
    await work.finish();
    expect(await next).toBe('key 2');
  });

  it('does no work for deckies that nobody has visited when there are none', () => {
    const work = bench();
    void new RsaStock(4, work.make);
    expect(work.started).toBe(0);
  });
});
