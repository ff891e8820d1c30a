import { randomUUID } from 'node:crypto';
import type { HistoryResponse, MutationListResponse, MutationResponse, MutationsDryRunResponse, SnapshotMessage, TopologyListResponse, TopologyResponse } from '@decnet/contract';
import { applyOps, DEFAULT_SUBNET_BASE, mazeHash, type Op } from '@decnet/domain';
import { FakeEngine } from '@decnet/engine';
import { describeOnEachDatabase, RecordingBus } from '@decnet/testing';
import { dump } from '../support/dump.js';
import { EventReader } from '../support/event-reader.js';
import { eventually } from '../support/eventually.js';
import { drained, enqueue, liveMaze, mutationsOf } from '../support/live-maze.js';
import { startTestMaster, type TestMaster, type TestMasterOptions } from '../support/test-master.js';

/** Every op of the table at least once. */
const ALL_OPS: Op[] = [
  { op: 'add_lan', name: 'finance' },
  { op: 'add_decky', name: 'books', lan: 'finance', services: ['ssh'] },
  { op: 'attach_decky', decky: 'leaf', lan: 'finance' },
  { op: 'update_decky', decky: 'books', patch: { services: ['ssh', 'http'], serviceConfig: { ssh: { password: 'x$y' } } } },
  { op: 'update_edge', decky: 'leaf', lan: 'finance', patch: { isHome: true } },
  { op: 'update_lan', lan: 'finance', patch: { name: 'money' } },
  { op: 'detach_decky', decky: 'leaf', lan: 'inner' },
  { op: 'remove_decky', decky: 'books' },
  { op: 'attach_decky', decky: 'gateway', lan: 'money' },
  { op: 'update_decky', decky: 'solo', patch: { homeLan: 'money' } },
  { op: 'remove_lan', lan: 'inner' },
];

describeOnEachDatabase('the queue of a running maze', (open) => {
  let master: TestMaster;
  let engine: FakeEngine;
  let bus: RecordingBus;
  let pause: TestMasterOptions['checkpoint'];
  let letGo = () => {};
  const start = async (options: Partial<TestMasterOptions> = {}) => startTestMaster({
    database: await open(), engine, bus, checkpoint: (point, id) => pause?.(point, id), ...options,
  });
  beforeEach(async () => {
    engine = new FakeEngine();
    bus = new RecordingBus();
    pause = undefined;
    master = await start();
  });
  afterEach(async () => {
    pause = undefined;
    letGo();
    engine.faults.release();
    const { body } = await master.admin.get<TopologyListResponse>('/topologies?limit=500');
    const live = body.data.filter(({ status }) => status === 'active' || status === 'degraded');
    for (const { id } of live) await master.admin.post(`/topologies/${id}/teardown`);
    for (const { id } of live) await master.admin.settled(id, ['torn_down']);
    await master.close();
  });

  const mazeOf = async (id: string) => (await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
  const runningHash = async (id: string) => (await engine.observe(id)).scopes[0]?.hash;
  const journal = async (id: string) => (await master.admin.get<HistoryResponse>(`/topologies/${id}/history?limit=500`)).body.data.reverse();
  /** What the bus said of this maze since `from` messages ago, without the maze's id. */
  const said = async (id: string, from: number) => (await bus.topics()).slice(from).filter((topic) => topic.includes(id)).map((topic) => topic.replace(`topology.${id}.`, ''));
  /** Holds the reconciler at a checkpoint until the returned function is called. */
  const hold = (at: string): { reached: Promise<void>; go: () => void } => {
    let reach!: () => void;
    let go!: () => void;
    const reached = new Promise<void>((resolve) => { reach = resolve; });
    const gone = new Promise<void>((resolve) => { go = resolve; });
    letGo = go;
    pause = (point) => {
      if (point !== at) return undefined;
      reach();
      return gone;
    };
    return { reached, go };
  };

  it('every op of the table is applied in order, each with its version, and rows, engine and journal agree', async () => {
    const before = await liveMaze(master.admin);
    const { status, body } = await enqueue(master.admin, before.id, ALL_OPS, { expectedVersion: before.version });
    expect([status, body.version, body.mutations.map(({ state }) => state)]).toEqual([202, before.version, ALL_OPS.map(() => 'pending')]);
    const done = await drained(master.admin, before.id);
    expect(done.map(({ id, op, state, attempts, reason }) => [id, op, state, attempts, reason])).toEqual(
      ALL_OPS.map(({ op }, n) => [body.mutations[n]!.id, op, 'applied', 1, null]));
    const after = await mazeOf(before.id);
    expect([after.status, after.version]).toEqual(['active', before.version + ALL_OPS.length]);
    const context = { newId: randomUUID, takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE };
    const replayed = applyOps(before, done.map(({ resolvedOp }) => resolvedOp!), context).maze;
    expect(mazeHash(after)).toBe(mazeHash(replayed));
    expect(after.edges).toEqual(replayed.edges);
    expect(await runningHash(before.id)).toBe(mazeHash(after));
    expect(after.deckies.every(({ state }) => state === 'running')).toBe(true);
    const rows = (await journal(before.id)).filter(({ seq }) => seq > before.eventSeq);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => before.eventSeq + 1 + n));
    expect(rows.filter(({ type }) => type.startsWith('mutation.')).map(({ type }) => type)).toEqual(
      [...ALL_OPS.map(() => 'mutation.enqueued'), ...ALL_OPS.flatMap(() => ['mutation.applying', 'mutation.applied'])]);
  });

  it('says exactly enqueued, applying, applied', async () => {
    const { id } = await liveMaze(master.admin);
    const from = (await bus.topics()).length;
    await enqueue(master.admin, id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    await drained(master.admin, id);
    expect(await said(id, from)).toEqual(['mutation.enqueued', 'mutation.applying', 'mutation.applied']);
  });

  it('a refused op leaves rows, version, plan and engine as they were, the maze active, and the next op its turn', async () => {
    const before = await liveMaze(master.admin);
    const calls = engine.calls.filter(({ call }) => call === 'apply').length;
    const from = (await bus.topics()).length;
    const refused: Op[] = [
      { op: 'remove_decky', decky: 'nobody' },
      { op: 'remove_lan', lan: 'inner' },
      { op: 'add_lan', name: 'inner' },
      { op: 'add_decky', lan: 'inner', ip: '10.99.99.99' },
      { op: 'update_lan', lan: 'inner', patch: { subnet: 'banana' } },
    ];
    await enqueue(master.admin, before.id, refused);
    const done = await drained(master.admin, before.id);
    expect(done.map(({ state, reason }) => [state, reason!.split(':')[0]])).toEqual(
      [['failed', 'NOT_FOUND'], ['failed', 'LAN_IN_USE'], ['failed', 'LAN_NAME_DUP'], ['failed', 'IP_OUT_OF_SUBNET'], ['failed', 'SUBNET_MALFORMED']]);
    const { eventSeq: _seq, ...after } = await mazeOf(before.id);
    const { eventSeq: _before, ...unchanged } = before;
    expect(after).toEqual(unchanged);
    expect(engine.calls.filter(({ call }) => call === 'apply')).toHaveLength(calls);
    expect(await said(before.id, from)).toEqual([...refused.map(() => 'mutation.enqueued'), ...refused.map(() => 'mutation.failed')]);
  });

  it('an engine that cannot do it fails the op and degrades the maze, which is active again once what runs agrees', async () => {
    const before = await liveMaze(master.admin);
    const from = (await bus.topics()).length;
    engine.faults.add({ on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' });
    const stream = await EventReader.open(`${master.url}/api/v1/topologies/${before.id}/events`, master.admin.token!);
    await enqueue(master.admin, before.id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    await stream.until((events) => events.filter(({ event }) => event === 'status').length >= 2);
    await stream.close();
    expect(stream.events.filter(({ event }) => event.startsWith('mutation.') || event === 'status').map(({ event }) => event)).toEqual(
      ['mutation.enqueued', 'mutation.applying', 'mutation.failed', 'status', 'status']);
    const after = await mazeOf(before.id);
    expect(after).toMatchObject({ status: 'active', version: before.version, lastError: null });
    expect(await runningHash(before.id)).toBe(mazeHash(before));
    expect((await mutationsOf(master.admin, before.id))[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('scripted failure') });
    expect((await said(before.id, from)).filter((topic) => topic !== 'changed')).toEqual(['mutation.enqueued', 'mutation.applying', 'mutation.failed', 'status', 'status']);
  });

  it('an engine that did it and said it failed is asked first: the op is applied, once', async () => {
    const before = await liveMaze(master.admin);
    const calls = engine.calls.filter(({ call }) => call === 'apply').length;
    engine.faults.add({ on: 'apply', kind: 'throw-after' });
    await enqueue(master.admin, before.id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    expect((await drained(master.admin, before.id)).map(({ state }) => state)).toEqual(['applied']);
    expect(engine.calls.filter(({ call }) => call === 'apply')).toHaveLength(calls + 1);
    expect(await mazeOf(before.id)).toMatchObject({ status: 'active', version: before.version + 1 });
  });

  it('a decky that does not come up fails the op that added it, and is gone again', async () => {
    const before = await liveMaze(master.admin);
    const id = randomUUID();
    engine.breakDecky(id, 'its port is taken');
    await enqueue(master.admin, before.id, [{ op: 'add_decky', id, name: 'more', lan: 'inner' }, { op: 'update_lan', lan: 'inner', patch: { name: 'deeper' } }]);
    const done = await drained(master.admin, before.id);
    expect(done.map(({ state }) => state)).toEqual(['failed', 'applied']);
    expect(done[0]!.reason).toContain('more: its port is taken');
    const after = await master.admin.settled(before.id, ['active']);
    expect(after.deckies.map(({ name }) => name)).toEqual(before.deckies.map(({ name }) => name));
    expect(await runningHash(before.id)).toBe(mazeHash(after));
  });

  it('refuses at the door what can never be applied, and says why; nothing is written, nothing published', async () => {
    const draft = await master.admin.maze('/topologies/blank', { name: `draft ${randomUUID()}` });
    const live = await liveMaze(master.admin);
    const before = await dump(await open());
    const published = (await bus.topics()).length;
    const op: Op = { op: 'add_lan' };
    const answers = await Promise.all([
      enqueue(master.admin, draft.id, [op]),
      enqueue(master.admin, randomUUID(), [op]),
      enqueue(master.admin, live.id, [op], { expectedVersion: live.version + 1 }),
      enqueue(master.admin, live.id, []),
      enqueue(master.admin, live.id, [{ op: 'remove_lan' }] as unknown as Op[]),
      enqueue(master.admin, live.id, [op, { op: 'update_decky', decky: 'leaf', patch: { id: randomUUID() } }] as unknown as Op[]),
      enqueue(master.admin, live.id, [null, { op: 'explode' }] as unknown as Op[]),
      enqueue(master.admin, live.id, Array.from({ length: 1_001 }, () => op)),
    ]);
    expect(answers.map(({ status, body }) => [status, (body as unknown as { code: string }).code])).toEqual([
      [409, 'NOT_EDITABLE'], [404, 'NOT_FOUND'], [409, 'VERSION_CONFLICT'], [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'],
      [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'],
    ]);
    expect(answers[2]!.body).toMatchObject({ current: live.version, expected: live.version + 1 });
    expect(answers[4]!.body).toMatchObject({ errors: [{ path: 'ops.0.lan', message: 'is missing' }] });
    expect(answers[5]!.body).toMatchObject({ errors: [{ path: 'ops.1.patch.id' }] });
    expect(await dump(await open())).toEqual(before);
    expect(await bus.topics()).toHaveLength(published);
  });

  it('a key repeated twenty times at once queues once, and is answered alike', async () => {
    const { id } = await liveMaze(master.admin);
    const send = () => master.admin.post(`/topologies/${id}/mutations`, { ops: [{ op: 'add_lan' }] }, { 'idempotency-key': 'once' });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty('size', 1);
    expect(answers[0]!.status).toBe(202);
    expect(await drained(master.admin, id)).toHaveLength(1);
  });

  it('what waits can be cancelled, what was begun cannot; lists are paged and filtered', async () => {
    const { id } = await liveMaze(master.admin);
    const { reached, go } = hold('before apply');
    const { body } = await enqueue(master.admin, id, Array.from({ length: 5 }, (_, n): Op => ({ op: 'add_lan', name: `extra-${n}` })));
    await reached;
    const cancel = (n: number) => master.admin.delete<MutationResponse>(`/topologies/${id}/mutations/${body.mutations[n]!.id}`);
    expect(await cancel(0)).toMatchObject({ status: 409, body: { code: 'ILLEGAL_TRANSITION', from: 'applying' } });
    expect(await cancel(2)).toMatchObject({ status: 200, body: { state: 'failed', reason: 'CANCELLED: by local' } });
    expect((await cancel(2)).status).toBe(409);
    expect((await master.admin.delete(`/topologies/${id}/mutations/${randomUUID()}`)).status).toBe(404);
    const waiting = await master.admin.get<MutationListResponse>(`/topologies/${id}/mutations?state=pending&limit=2`);
    expect(waiting.body.data.map(({ payload }) => (payload as { name: string }).name)).toEqual(['extra-4', 'extra-3']);
    const older = await master.admin.get<MutationListResponse>(`/topologies/${id}/mutations?state=pending&limit=2&before=${waiting.body.nextBefore}`);
    expect([older.body.data.map(({ payload }) => (payload as { name: string }).name), older.body.nextBefore]).toEqual([['extra-1'], null]);
    const stream = await EventReader.open(`${master.url}/api/v1/topologies/${id}/events`, master.admin.token!);
    await stream.until((events) => events.length > 0);
    expect((stream.events[0]!.data as SnapshotMessage).mutations.map(({ state }) => state)).toEqual(['applying', 'pending', 'pending', 'pending']);
    go();
    await stream.until((events) => events.filter(({ event }) => event === 'mutation.applied').length === 4);
    await stream.close();
    expect((await mutationsOf(master.admin, id)).map(({ state }) => state)).toEqual(['applied', 'applied', 'failed', 'applied', 'applied']);
  });

  it('a dry run counts in what waits, says problems and steps, and changes nothing', async () => {
    const { id } = await liveMaze(master.admin);
    const { reached, go } = hold('before apply');
    await enqueue(master.admin, id, [{ op: 'add_lan', name: 'finance' }]);
    await reached;
    const before = await dump(await open());
    const dry = (ops: Op[]) => master.admin.post<MutationsDryRunResponse>(`/topologies/${id}/mutations`, { ops, dryRun: true });
    const fine = await dry([{ op: 'add_decky', name: 'books', lan: 'finance', services: ['ssh'] }]);
    expect([fine.status, fine.body.plan.map(({ action, key }) => `${action} ${key}`)]).toEqual([200, ['create decky:books', 'create decky:books/ssh']]);
    const broken = await dry([{ op: 'add_lan', name: 'finance' }]);
    expect([broken.status, broken.body.issues.map(({ code }) => code), broken.body.plan]).toEqual([200, ['LAN_NAME_DUP'], []]);
    expect(await dry([{ op: 'remove_lan', lan: 'inner' }])).toMatchObject({ status: 409, body: { code: 'LAN_IN_USE' } });
    expect(await dump(await open())).toEqual(before);
    go();
    await drained(master.admin, id);
  });

  it('what waits at a teardown fails, what was begun too, and nothing of it runs', async () => {
    const { id } = await liveMaze(master.admin);
    const { reached, go } = hold('after apply');
    await enqueue(master.admin, id, [{ op: 'add_decky', name: 'more', lan: 'inner' }, { op: 'add_lan' }]);
    await reached;
    expect((await master.admin.post(`/topologies/${id}/teardown`)).status).toBe(202);
    expect((await mutationsOf(master.admin, id)).map(({ state, reason }) => [state, reason!.split(':')[0]])).toEqual([['failed', 'TORN_DOWN'], ['failed', 'TORN_DOWN']]);
    expect((await enqueue(master.admin, id, [{ op: 'add_lan' }])).status).toBe(409);
    pause = undefined;
    go();
    const down = await master.admin.settled(id, ['torn_down']);
    expect(down.deckies.map(({ name }) => name)).toEqual(['gateway', 'leaf', 'solo']);
    expect(await runningHash(id)).toBeUndefined();
  });

  it('boxes moved while the engine works stay where they were put', async () => {
    const { id, deckies } = await liveMaze(master.admin);
    const leaf = deckies.find(({ name }) => name === 'leaf')!;
    const { reached, go } = hold('after apply');
    await enqueue(master.admin, id, [{ op: 'update_decky', decky: 'leaf', patch: { name: 'twig' } }, { op: 'remove_decky', decky: 'twig' }]);
    await reached;
    expect((await master.admin.send('PUT', `/topologies/${id}/layout`, { deckies: { [leaf.id]: { x: 12, y: 34 } } })).status).toBe(200);
    pause = undefined;
    go();
    await drained(master.admin, id);
    const rows = await journal(id);
    expect(rows.find(({ type }) => type === 'decky.updated')!.payload).toMatchObject({ decky: { name: 'twig', x: 12, y: 34 } });
    expect(rows.find(({ type }) => type === 'decky.removed')!.payload).toMatchObject({ decky: { x: 12, y: 34 } });
  });

  it('what is enqueued after the queue was found empty is not left lying, though no message tells of it', async () => {
    await master.close();
    master = await start({ pollMs: 3_600_000, bus: undefined });
    const { id } = await liveMaze(master.admin);
    const { reached, go } = hold('before release');
    await enqueue(master.admin, id, [{ op: 'add_lan', name: 'first' }]);
    await reached;
    // The mutator that holds the maze hears of it while it still holds it.
    await enqueue(master.admin, id, [{ op: 'add_lan', name: 'second' }]);
    pause = undefined;
    go();
    expect((await drained(master.admin, id)).map(({ state }) => state)).toEqual(['applied', 'applied']);
  });

  it('subnets are held by who runs them: another maze cannot have one, and a change that failed gives nothing away', async () => {
    const [one, other] = [await liveMaze(master.admin), await liveMaze(master.admin)];
    const subnetOf = (maze: TopologyResponse, name: string) => maze.lans.find((lan) => lan.name === name)!.subnet;
    await enqueue(master.admin, one.id, [{ op: 'add_lan', name: 'stolen', subnet: subnetOf(other, 'inner') }]);
    expect((await drained(master.admin, one.id)).at(-1)).toMatchObject({ state: 'failed', reason: expect.stringContaining('SUBNET_TAKEN') });
    const db = await open();
    const held = async () => (await db.claims.owners()).filter(({ topologyId }) => topologyId === one.id).map(({ lanId, range }) => [lanId, ...range]).sort();
    const before = await held();
    engine.faults.add(...Array.from({ length: 3 }, () => ({ on: 'apply' as const, kind: 'fail' as const })));
    await enqueue(master.admin, one.id, [{ op: 'add_lan', name: 'third' }]);
    expect((await drained(master.admin, one.id)).at(-1)!.state).toBe('failed');
    expect(await held()).toEqual(before);
    await enqueue(master.admin, one.id, [{ op: 'add_lan', name: 'fourth' }]);
    expect((await drained(master.admin, one.id)).at(-1)!.state).toBe('applied');
    const after = await mazeOf(one.id);
    expect((await held()).map(([lanId]) => lanId).sort()).toEqual(after.lans.map(({ id }) => id).sort());
  });

  it('a running maze goes back to an earlier version through its queue', async () => {
    const before = await liveMaze(master.admin);
    await enqueue(master.admin, before.id, ALL_OPS);
    await drained(master.admin, before.id);
    const { status, body } = await master.admin.post<{ mutations: unknown[] }>(`/topologies/${before.id}/rollback`, { toVersion: before.version });
    expect([status, body.mutations.length > 0]).toEqual([200, true]);
    expect((await drained(master.admin, before.id)).filter(({ state }) => state !== 'applied')).toEqual([]);
    const after = await mazeOf(before.id);
    expect(mazeHash(after)).toBe(mazeHash(before));
    expect(await runningHash(before.id)).toBe(mazeHash(before));
  });

  it('two hundred ops on five mazes, three reconcilers: each op once, in order, engine and rows agree', async () => {
    const others = [await start(), await start()];
    const mazes = await Promise.all(Array.from({ length: 5 }, () => liveMaze(master.admin)));
    const from = await Promise.all(mazes.map(async ({ id }) => (await mazeOf(id)).version));
    await Promise.all(mazes.map(({ id }) => enqueue(master.admin, id, Array.from({ length: 40 }, (_, n): Op => (
      n % 2 === 0 ? { op: 'add_decky', name: `d-${n}`, lan: 'inner' } : { op: 'remove_decky', decky: `d-${n - 1}` })))));
    for (const [n, { id }] of mazes.entries()) {
      const done = await drained(master.admin, id, 60_000);
      expect(done.filter(({ state }) => state !== 'applied')).toEqual([]);
      const maze = await mazeOf(id);
      expect([maze.status, maze.version]).toEqual(['active', from[n]! + 40]);
      expect(await runningHash(id)).toBe(mazeHash(maze));
      const applied = (await journal(id)).filter(({ type }) => type === 'mutation.applied').map(({ payload }) => payload['mutationId']);
      expect(applied).toEqual(done.map(({ id: mutation }) => mutation));
    }
    for (const other of others) await other.close();
  }, 120_000);

  it('is seen stage by stage on a stream that resumes in the middle', async () => {
    const { id } = await liveMaze(master.admin);
    const url = `${master.url}/api/v1/topologies/${id}/events`;
    const stream = await EventReader.open(url, master.admin.token!);
    await stream.until((events) => events.length > 0);
    await enqueue(master.admin, id, [{ op: 'add_lan', name: 'a' }]);
    await stream.until((events) => events.some(({ event }) => event === 'mutation.applying'));
    await stream.close();
    const at = stream.events.findLast(({ event }) => event === 'mutation.applying')!.id!;
    const resumed = await EventReader.open(url, master.admin.token!, { 'last-event-id': at });
    await resumed.until((events) => events.some(({ event }) => event === 'mutation.applied'));
    await resumed.close();
    const numbers = resumed.events.filter(({ event }) => event !== 'decky.state').map((event) => [Number(event.id), event.event]);
    expect(numbers).toEqual([[Number(at) + 1, 'lan.added'], [Number(at) + 2, 'mutation.applied']]);
    await eventually('the maze is given back', 5_000, async () => ((await mazeOf(id)).status === 'active' ? true : null));
  });
});
