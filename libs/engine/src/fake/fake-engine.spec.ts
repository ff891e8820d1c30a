import { randomUUID } from 'node:crypto';
import { describeEngine } from '../conformance/engine-conformance.js';
import { sketchPlan } from '../conformance/plans.js';
import { FakeEngine } from './fake-engine.js';

describeEngine('FakeEngine', async (options) => {
  const engine = new FakeEngine(options);
  return {
    engine,
    breakDecky: async ({ deckyId }) => {
      engine.breakDecky(deckyId, 'scripted');
      return async () => engine.healDecky(deckyId);
    },
    provoke: async (scope, { deckyId, addresses, services }, command) => {
      const dst = { ip: addresses[0]!.ip, port: services[0]!.ports[0]!.port };
      engine.say(scope, deckyId, {
        id: randomUUID(), at: new Date().toISOString(), sessionId: 's', service: 'echo', eventType: 'command', src: { ip: '127.0.0.1', port: 1 }, dst, command,
      });
    },
    dispose: () => engine.close(),
  };
}, { service: 'echo', sockets: false, subnetOf: (lan) => `10.77.${lan}.0/24`, basePort: 7_000 });

describe('FakeEngine, scripted', () => {
  const plan = sketchPlan('maze', 'echo', [{ name: 'a', host: 2, port: 22 }]);
  const request = { scope: 'maze', epoch: 1, plan };

  it('does nothing when it is to fail, once', async () => {
    const engine = new FakeEngine();
    engine.faults.add({ on: 'apply', kind: 'fail' });
    await expect(engine.apply(request)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect((await engine.observe()).scopes).toEqual([]);
    expect(await engine.apply(request)).toMatchObject({ complete: true });
  });

  it('has done the work when it is to throw afterwards', async () => {
    const engine = new FakeEngine();
    engine.faults.add({ on: 'apply', kind: 'throw-after' });
    await expect(engine.apply(request)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect((await engine.observe('maze')).scopes).toMatchObject([{ hash: plan.hash }]);
  });

  it('hangs until it is released, and is stopped by an abort', async () => {
    const engine = new FakeEngine();
    engine.faults.add({ on: 'apply', kind: 'hang' }, { on: 'apply', kind: 'hang' });
    const caller = new AbortController();
    const aborted = engine.apply(request, undefined, caller.signal).catch((error: unknown) => error);
    await engine.observe();
    caller.abort();
    expect(await aborted).toMatchObject({ details: { reason: 'aborted' } });
    const released = engine.apply(request);
    await engine.observe();
    engine.faults.release();
    expect(await released).toMatchObject({ complete: true });
  });

  it('forgets what ran, but neither epochs nor events, when it restarts', async () => {
    const engine = new FakeEngine();
    await engine.apply({ ...request, epoch: 3 });
    const { generation } = await engine.observe();
    engine.restart();
    expect((await engine.observe()).scopes).toEqual([]);
    expect((await engine.observe()).generation).not.toBe(generation);
    await expect(engine.apply({ ...request, epoch: 2 })).rejects.toMatchObject({ code: 'STALE_EPOCH' });
  });
});
