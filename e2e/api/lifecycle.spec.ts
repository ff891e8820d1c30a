import { setTimeout as delay } from 'node:timers/promises';
import type { TopologyListResponse, TopologyResponse } from '@decnet/contract';
import { FakeEngine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';
import { appliedButToldFailed, describeOnEachDatabase, RecordingBus } from '@decnet/testing';
import { EventReader } from '../support/event-reader.js';
import { FaultyEngine } from '../support/faulty-engine.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

type StatusEvents = { data: { from: string | null; to: string; reason: string | null; actor: string }[] };

describeOnEachDatabase('deploy and teardown', (open) => {
  let master: TestMaster;
  let engine: FakeEngine;
  const masters: TestMaster[] = [];
  const start = async (options: Partial<Parameters<typeof startTestMaster>[0]> = {}) => {
    const made = await startTestMaster({ database: await open(), ...options });
    masters.push(made);
    return made;
  };
  beforeEach(async () => {
    engine = new FakeEngine();
    master = await start({ engine });
  });
  afterEach(async () => {
    // Nothing is left for the next test's engine to bring up.
    const { body } = await master.admin.get<TopologyListResponse>('/topologies?limit=500');
    const live = body.data.filter(({ status }) => status === 'active' || status === 'degraded');
    for (const { id } of live) await master.admin.post(`/topologies/${id}/teardown`);
    for (const { id } of live) await master.admin.settled(id, ['torn_down']);
    for (const made of masters.splice(0)) await made.close();
  });

  let n = 0;
  const draft = async (via = master) => (await via.admin.maze('/topologies', { name: `maze ${(n += 1)} ${Date.now()}`, depth: 2, branchingFactor: 2, seed: n })).id;
  const journal = async (id: string) => (await master.admin.get<StatusEvents>(`/topologies/${id}/status-events`)).body.data.reverse();
  /** Mazes of earlier tests are brought up on every new engine, so only this test's own are looked at. */
  const runs = async (id: string) => (await engine.observe()).scopes.some(({ scope }) => scope === id);
  const appliesOf = (id: string) => engine.calls.filter(({ call, scope }) => call === 'apply' && scope === id);

  it('goes from draft to active to torn down, each step in the journal, and leaves nothing', async () => {
    const id = await draft();
    expect((await master.admin.post(`/topologies/${id}/deploy`)).body).toMatchObject({ id, status: 'deploying' });
    const active = await master.admin.settled(id, ['active']);
    expect(active.deckies.every(({ state }) => state === 'running')).toBe(true);
    expect(await runs(id)).toBe(true);
    expect((await master.admin.post(`/topologies/${id}/teardown`)).status).toBe(202);
    const down = await master.admin.settled(id, ['torn_down']);
    expect(new Set(down.deckies.map(({ state }) => state))).toEqual(new Set(['stopped']));
    expect(await runs(id)).toBe(false);
    expect((await journal(id)).map(({ to, actor }) => [to, actor])).toEqual([
      ['pending', 'local'], ['deploying', 'local'], ['active', 'reconciler'], ['tearing_down', 'local'], ['torn_down', 'reconciler'],
    ]);
    // The subnets are free again: another maze may have the very same ones.
    const again = await master.admin.maze('/topologies', { name: `again ${Date.now()}`, depth: 2, branchingFactor: 2, seed: n });
    expect(again.lans.map(({ subnet }) => subnet)).toEqual(down.lans.map(({ subnet }) => subnet));
    expect((await master.admin.delete(`/topologies/${id}`)).status).toBe(204);
    await master.admin.post(`/topologies/${again.id}/teardown`);
  });

  it('publishes after its commit, and nothing after a refusal', async () => {
    const bus = new RecordingBus();
    const recorded = await start({ engine: new FakeEngine(), bus, mutator: false });
    const id = await draft(recorded);
    await recorded.admin.post(`/topologies/${id}/deploy`);
    await recorded.admin.post(`/topologies/${id}/deploy`);
    await recorded.admin.post(`/topologies/${id}/lans`, { name: 'late' });
    expect((await bus.topics()).filter((topic) => topic.startsWith('topology.'))).toEqual([`topology.${id}.status`, `topology.${id}.status`]);
  });

  it('a draft with errors is refused with all of them, and nothing changes', async () => {
    const { id, eventSeq } = await master.admin.maze('/topologies/blank', { name: `broken ${Date.now()}` });
    await master.admin.post(`/topologies/${id}/lans`, { name: 'island' });
    const answer = await master.admin.post<{ issues: { code: string }[] }>(`/topologies/${id}/deploy`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    expect(answer.body.issues.map(({ code }) => code)).toEqual(['DMZ_ORPHAN']);
    expect((await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body).toMatchObject({ status: 'pending', eventSeq: eventSeq + 1 });
    expect((await master.admin.post<{ issues: unknown[]; plan: unknown[]; compose: string }>(`/topologies/${id}/deploy`, { dryRun: true })).body.issues).toHaveLength(1);
    expect(appliesOf(id)).toEqual([]);
  });

  it('an engine that fails three times leaves a failed maze with the reason, nothing running, and a way on', async () => {
    const id = await draft();
    engine.faults.add({ on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' });
    await master.admin.post(`/topologies/${id}/deploy`);
    const failed = await master.admin.settled(id, ['failed']);
    expect(failed).toMatchObject({ statusReason: expect.stringContaining('scripted failure'), engineHost: null });
    expect(await runs(id)).toBe(false);
    const clone = await master.admin.post<TopologyResponse>(`/topologies/${id}/clone`);
    expect(clone).toMatchObject({ status: 201, body: { status: 'pending', deckyCount: failed.deckyCount } });
    expect((await master.admin.delete(`/topologies/${id}`)).status).toBe(204);
    expect((await master.admin.post(`/topologies/${clone.body.id}/deploy`)).status).toBe(202);
    await master.admin.settled(clone.body.id, ['active']);
  });

  it('an engine that did it and said it failed is asked, and the maze is active', async () => {
    const id = await draft();
    engine.faults.add({ on: 'apply', kind: 'throw-after' });
    await master.admin.post(`/topologies/${id}/deploy`);
    await master.admin.settled(id, ['active']);
    expect(appliesOf(id)).toHaveLength(1);
  });

  it('a teardown that cannot be done leaves the maze degraded with the reason, from where it is tried again', async () => {
    const id = await draft();
    await master.admin.post(`/topologies/${id}/deploy`);
    await master.admin.settled(id, ['active']);
    engine.faults.add(...Array.from({ length: 4 }, () => ({ on: 'teardown' as const, kind: 'fail' as const })));
    await master.admin.post(`/topologies/${id}/teardown`);
    // What still runs agrees with the design, so it may be active again before anybody looks.
    const gaveUp = async () => (await journal(id)).find(({ to }) => to === 'degraded');
    while (!(await gaveUp())) await delay(50);
    expect((await gaveUp())!.reason).toContain('teardown failed');
    await master.admin.settled(id, ['active']);
    await master.admin.post(`/topologies/${id}/teardown`);
    await master.admin.settled(id, ['torn_down']);
  }, 40_000);

  it('a decky that cannot run makes the maze degraded and says which; healed, the maze is active again', async () => {
    const id = await draft();
    const { deckies } = (await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
    engine.breakDecky(deckies[1]!.id, 'its port is taken');
    await master.admin.post(`/topologies/${id}/deploy`);
    const degraded = await master.admin.settled(id, ['degraded']);
    expect(degraded.statusReason).toContain(`${deckies[1]!.name}: its port is taken`);
    expect(degraded.deckies.map(({ state }) => state === 'running')).toEqual(deckies.map((_, i) => i !== 1));
    engine.healDecky(deckies[1]!.id);
    await master.admin.settled(id, ['active'], 25_000);
  }, 40_000);

  it('a teardown overtakes a deploy that hangs', async () => {
    const id = await draft();
    engine.faults.add({ on: 'apply', kind: 'hang' });
    await master.admin.post(`/topologies/${id}/deploy`);
    while (appliesOf(id).length === 0) await delay(5);
    await master.admin.post(`/topologies/${id}/teardown`);
    await master.admin.settled(id, ['tearing_down', 'torn_down']);
    engine.faults.release();
    await master.admin.settled(id, ['torn_down']);
    expect(await runs(id)).toBe(false);
    expect((await journal(id)).map(({ to }) => to)).toEqual(['pending', 'deploying', 'tearing_down', 'torn_down']);
  });

  it('what disappears from the engine is brought back, degraded meanwhile', async () => {
    const id = await draft();
    await master.admin.post(`/topologies/${id}/deploy`);
    await master.admin.settled(id, ['active']);
    const stream = await EventReader.open(`${master.url}/api/v1/topologies/${id}/events`, master.admin.token!);
    const { epoch } = (await engine.observe(id)).scopes[0]!;
    await engine.teardown({ scope: id, epoch });
    await stream.until((events) => events.filter(({ event }) => event === 'status').length >= 2);
    expect(stream.events.filter(({ event }) => event === 'status').map(({ data }) => (data as { payload: { to: string } }).payload.to)).toEqual(['degraded', 'active']);
    expect(await runs(id)).toBe(true);
    await stream.close();
  });

  it('what runs for a maze that is no more is removed', async () => {
    const id = await draft();
    await master.admin.post(`/topologies/${id}/deploy`);
    await master.admin.settled(id, ['active']);
    const plan = appliesOf(id)[0]!.plan!;
    const orphan = '0e6d1cb0-9f6e-4a51-8d60-0d5a3a1b2c3d';
    await engine.apply({ scope: orphan, epoch: 1, plan: { ...plan, topologyId: orphan } });
    const deadline = Date.now() + 5_000;
    while ((await runs(orphan)) && Date.now() < deadline) await delay(20);
    expect([await runs(orphan), await runs(id)]).toEqual([false, true]);
  });

  it('twenty mazes, one in twenty writes and engine calls applied but told failed: all end as without the fault', async () => {
    const database = await open({ faults: appliedButToldFailed(20) });
    const inner = new FakeEngine();
    const faulty = new FaultyEngine(inner, 20);
    await masters.pop()!.close();
    master = await start({ database, engine: faulty });
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(await draft());
    const statuses = await Promise.all(ids.map(async (id, i) => {
      expect((await master.admin.post(`/topologies/${id}/deploy`)).status).toBe(202);
      await master.admin.settled(id, ['active']);
      if (i % 2 === 0) return 'active';
      expect((await master.admin.post(`/topologies/${id}/teardown`)).status).toBe(202);
      return (await master.admin.settled(id, ['torn_down'])).status;
    }));
    expect(statuses).toEqual(ids.map((_, i) => (i % 2 === 0 ? 'active' : 'torn_down')));
    const running = (await inner.observe()).scopes.map(({ scope }) => scope).filter((scope) => ids.includes(scope));
    expect(running.sort()).toEqual(ids.filter((_, i) => i % 2 === 0).sort());
    for (const id of ids) {
      const steps = (await journal(id)).map(({ to }) => to).filter((to) => to !== 'degraded');
      expect(new Set(steps).size).toBe(steps.length - (steps.filter((to) => to === 'active').length - 1));
    }
    expect(faulty.injected).toBeGreaterThan(0);
  }, 60_000);

  it('an owner that slept past its lease writes nothing when it wakes', async () => {
    await masters.pop()!.close();
    const database = await open();
    // It sleeps: its renewals never come, and its apply answers only after another owner has done the work.
    stopRenewing(database);
    const sleeper = await start({ database, engine, leaseMs: 300 });
    engine.faults.add({ on: 'apply', kind: 'hang' });
    const id = await draft(sleeper);
    await sleeper.admin.post(`/topologies/${id}/deploy`);
    while (appliesOf(id).length === 0) await delay(5);
    master = await start({ engine, leaseMs: 300 });
    await master.admin.settled(id, ['active', 'deploying']);
    await delay(1_000);
    engine.faults.release();
    const settled = await master.admin.settled(id, ['active']);
    await delay(300);
    expect((await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body.eventSeq).toBe(settled.eventSeq);
    expect((await journal(id)).map(({ to }) => to)).toEqual(['pending', 'deploying', 'active']);
    // On a busy machine either of the two may lose such a short lease and claim anew: every claim has an epoch of its own.
    const epochs = appliesOf(id).map(({ epoch }) => epoch!);
    expect(epochs.length).toBeGreaterThan(1);
    expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
  });
});

/** Its process stands still: no renewal is ever answered. */
function stopRenewing(database: Database): void {
  database.leases.renew = () => new Promise<boolean>(() => undefined);
}
