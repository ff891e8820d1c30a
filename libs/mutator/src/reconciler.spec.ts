import { jest } from '@jest/globals';
import { BusService, MemoryTransport } from '@decnet/bus';
import { Reconciler } from './reconciler.js';
import type { WorkContext } from './work-context.js';

/** A database in which one maze waits for work and every claim is answered by hand. */
function blockedDatabase() {
  const answers: ((claimed: null) => void)[] = [];
  const claim = jest.fn(() => new Promise<null>((resolve) => { answers.push(resolve); }));
  const workFor = jest.fn(() => Promise.resolve([{ id: 'maze', status: 'deploying', leaseOwner: null }]));
  return { claim, workFor, answers, database: { leases: { claim, workFor } } as unknown as WorkContext['database'] };
}

const turns = async (n: number): Promise<void> => { for (let i = 0; i < n; i += 1) await new Promise((resolve) => setImmediate(resolve)); };

describe('claims that the database keeps waiting', () => {
  const { claim, workFor, answers, database } = blockedDatabase();
  const bus = new BusService(new MemoryTransport(() => undefined));
  const log = { info: () => undefined, warn: () => undefined };
  const reconciler = new Reconciler({ database, bus, log, engineHost: 'here', owner: 'me', leaseMs: 1_000 } as unknown as WorkContext);

  it('do not pile up, and are tried again when somebody asked meanwhile', async () => {
    reconciler.start();
    for (let i = 0; i < 10; i += 1) {
      reconciler.wake();
      await turns(3);
    }
    expect(workFor.mock.calls.length).toBeGreaterThan(5);
    expect(claim).toHaveBeenCalledTimes(1);
    answers[0]!(null);
    await turns(5);
    expect(claim).toHaveBeenCalledTimes(2);
    answers[1]!(null);
    await turns(5);
    expect(claim).toHaveBeenCalledTimes(2);
    await reconciler.stop();
  });
});
