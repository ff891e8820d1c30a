import { hostname } from 'node:os';
import { connectBus } from '@decnet/bus';
import type { WorkerListResponse, WorkerResponse } from '@decnet/contract';
import { describeOnEachDatabase } from '@decnet/testing';
import { eventually } from '../support/eventually.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const workersOf = async ({ admin }: TestMaster): Promise<WorkerResponse[]> => (await admin.get<WorkerListResponse>('/workers')).body.data;

describeOnEachDatabase('GET /workers', (open) => {
  it.each(['memory:', 'null:'])('shows the API itself, over the bus %s, with when it last answered', async (url) => {
    const master = await startTestMaster({ database: await open(), bus: connectBus(url, () => undefined), mutator: false });
    const [api, ...others] = await workersOf(master);
    expect(others).toEqual([]);
    expect(api).toEqual({
      worker: 'api', host: hostname(), pid: process.pid, uptimeS: expect.any(Number) as number,
      lastWorkAt: null, lastSeenAt: expect.stringMatching(/Z$/) as string, state: 'alive',
    });
    await master.close();
  });

  it('shows others when they are heard, nobody who speaks in another\'s name, and who has ended as gone', async () => {
    const bus = connectBus('memory:', () => undefined);
    const master = await startTestMaster({ database: await open(), bus, mutator: false });
    const message = { worker: 'mutator', host: 'elsewhere', pid: 4711, uptimeS: 60, lastWorkAt: '2030-01-01T00:00:00.000Z', stopped: false };
    bus.publishSafely('system.collector.health', 'worker.health', message);
    bus.publishSafely('system.mutator.health', 'worker.health', message);
    const found = await eventually('the mutator', 5_000, async () => (await workersOf(master)).find(({ worker }) => worker === 'mutator') ?? null);
    expect(found).toMatchObject({ host: 'elsewhere', pid: 4711, uptimeS: 60, lastWorkAt: '2030-01-01T00:00:00.000Z', state: 'alive' });
    bus.publishSafely('system.mutator.health', 'worker.health', { ...message, stopped: true });
    await eventually('it is gone', 5_000, async () => ((await workersOf(master)).some(({ state }) => state === 'gone') ? true : null));
    expect((await workersOf(master)).map(({ worker }) => worker)).toEqual(['api', 'mutator']);
    await master.close();
  });
});
