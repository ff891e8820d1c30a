import { describe, expect, it } from '@jest/globals';
import type { WorkerResponse } from '@decnet/contract';
import { healthOf, sortedWorkers } from './health';

const worker = (name: string, state: WorkerResponse['state']): WorkerResponse => ({ worker: name, host: 'h', pid: 1, uptimeS: 1, lastWorkAt: null, lastSeenAt: '', state });

describe('the health of all workers', () => {
  // Guards against a green mark while one of them is not well.
  it('is that of the worst', () => {
    const [a, b, c] = [worker('api', 'alive'), worker('bus', 'stale'), worker('mutator', 'gone')];
    expect(healthOf([a, a])).toEqual({ state: 'alive', text: '2 workers alive' });
    expect(healthOf([a])).toEqual({ state: 'alive', text: '1 worker alive' });
    expect(healthOf([a, b])).toEqual({ state: 'stale', text: '1 of 2 workers stale' });
    expect(healthOf([a, b, c, c])).toEqual({ state: 'gone', text: '2 of 4 workers gone' });
    expect(healthOf([])).toEqual({ state: 'gone', text: 'no workers' });
    expect(sortedWorkers([a, c, b, worker('aaa', 'alive')]).map((one) => one.worker)).toEqual(['mutator', 'bus', 'aaa', 'api']);
  });
});
