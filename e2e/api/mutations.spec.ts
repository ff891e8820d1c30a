import { randomUUID } from 'node:crypto';
import { connectBus } from '@decnet/bus';
import type { TopologyResponse } from '@decnet/contract';
import { applyOps, DEFAULT_SUBNET_BASE, mazeHash, type Op } from '@decnet/domain';
import { describeOnEachDatabase } from '@decnet/testing';
import { dump } from '../support/dump.js';
import { EventReader } from '../support/event-reader.js';
import { drained, enqueue, liveMaze, mutationsOf } from '../support/live-maze.js';
import { QueueStage } from '../support/queue-stage.js';

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
  let stage: QueueStage;
  beforeEach(async () => { stage = await QueueStage.start(open); });
  afterEach(() => stage.end());

  it('every op of the table is applied in order, each with its version, and rows, engine and journal agree', async () => {
    const before = await liveMaze(stage.admin);
    const { status, body } = await enqueue(stage.admin, before.id, ALL_OPS, { expectedVersion: before.version });
    expect([status, body.version, body.mutations.map(({ state }) => state)]).toEqual([202, before.version, ALL_OPS.map(() => 'pending')]);
    const done = await drained(stage.admin, before.id);
    expect(done.map(({ id, op, state, attempts, reason }) => [id, op, state, attempts, reason])).toEqual(
      ALL_OPS.map(({ op }, n) => [body.mutations[n]!.id, op, 'applied', 1, null]));
    const after = await stage.maze(before.id);
    expect([after.status, after.version]).toEqual(['active', before.version + ALL_OPS.length]);
    const context = { newId: randomUUID, takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE };
    const replayed = applyOps(before, done.map(({ resolvedOp }) => resolvedOp!), context).maze;
    expect(mazeHash(after)).toBe(mazeHash(replayed));
    expect(after.edges).toEqual(replayed.edges);
    expect(await stage.runningHash(before.id)).toBe(mazeHash(after));
    expect(after.deckies.every(({ state }) => state === 'running')).toBe(true);
    const rows = (await stage.journal(before.id)).filter(({ seq }) => seq > before.eventSeq);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => before.eventSeq + 1 + n));
    expect(rows.filter(({ type }) => type.startsWith('mutation.')).map(({ type }) => type)).toEqual(
      [...ALL_OPS.map(() => 'mutation.enqueued'), ...ALL_OPS.flatMap(() => ['mutation.applying', 'mutation.applied'])]);
  });

  it('says exactly enqueued, applying, applied', async () => {
    const { id } = await liveMaze(stage.admin);
    const from = await stage.messages();
    await enqueue(stage.admin, id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    await drained(stage.admin, id);
    expect(await stage.said(id, from)).toEqual(['mutation.enqueued', 'mutation.applying', 'mutation.applied']);
  });

  it('a refused op leaves rows, version, plan and engine as they were, the maze active, and the next op its turn', async () => {
    const before = await liveMaze(stage.admin);
    const calls = stage.applies;
    const from = await stage.messages();
    const refused: Op[] = [
      { op: 'remove_decky', decky: 'nobody' },
      { op: 'remove_lan', lan: 'inner' },
      { op: 'add_lan', name: 'inner' },
      { op: 'add_decky', lan: 'inner', ip: '10.99.99.99' },
      { op: 'update_lan', lan: 'inner', patch: { subnet: 'banana' } },
    ];
    await enqueue(stage.admin, before.id, refused);
    const done = await drained(stage.admin, before.id);
    expect(done.map(({ state, reason }) => [state, reason!.split(':')[0]])).toEqual(
      [['failed', 'NOT_FOUND'], ['failed', 'LAN_IN_USE'], ['failed', 'LAN_NAME_DUP'], ['failed', 'IP_OUT_OF_SUBNET'], ['failed', 'SUBNET_MALFORMED']]);
    const { eventSeq: _seq, ...after } = await stage.maze(before.id);
    const { eventSeq: _before, ...unchanged } = before;
    expect(after).toEqual(unchanged);
    expect(stage.applies).toBe(calls);
    expect(await stage.said(before.id, from)).toEqual([...refused.map(() => 'mutation.enqueued'), ...refused.map(() => 'mutation.failed')]);
  });

  it('an engine that cannot do it fails the op and degrades the maze, which is active again once what runs agrees', async () => {
    const before = await liveMaze(stage.admin);
    const from = await stage.messages();
    stage.engine.faults.add({ on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' }, { on: 'apply', kind: 'fail' });
    const stream = await EventReader.open(`${stage.master.url}/api/v1/topologies/${before.id}/events`, stage.admin.token!);
    await enqueue(stage.admin, before.id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    await stream.until((events) => events.filter(({ event }) => event === 'status').length >= 2);
    await stream.close();
    expect(stream.events.filter(({ event }) => event.startsWith('mutation.') || event === 'status').map(({ event }) => event)).toEqual(
      ['mutation.enqueued', 'mutation.applying', 'mutation.failed', 'status', 'status']);
    const after = await stage.maze(before.id);
    expect(after).toMatchObject({ status: 'active', version: before.version, lastError: null });
    expect(await stage.runningHash(before.id)).toBe(mazeHash(before));
    expect((await mutationsOf(stage.admin, before.id))[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('scripted failure') });
    expect((await stage.said(before.id, from)).filter((topic) => topic !== 'changed')).toEqual(['mutation.enqueued', 'mutation.applying', 'mutation.failed', 'status', 'status']);
  });

  it('an engine that did it and said it failed is asked first: the op is applied, once', async () => {
    const before = await liveMaze(stage.admin);
    const calls = stage.applies;
    stage.engine.faults.add({ on: 'apply', kind: 'throw-after' });
    await enqueue(stage.admin, before.id, [{ op: 'add_decky', name: 'more', lan: 'inner' }]);
    expect((await drained(stage.admin, before.id)).map(({ state }) => state)).toEqual(['applied']);
    expect(stage.applies).toBe(calls + 1);
    expect(await stage.maze(before.id)).toMatchObject({ status: 'active', version: before.version + 1 });
  });

  it('a decky that does not come up fails the op that added it, and is gone again', async () => {
    const before = await liveMaze(stage.admin);
    const id = randomUUID();
    stage.engine.breakDecky(id, 'its port is taken');
    await enqueue(stage.admin, before.id, [{ op: 'add_decky', id, name: 'more', lan: 'inner' }, { op: 'update_lan', lan: 'inner', patch: { name: 'deeper' } }]);
    const done = await drained(stage.admin, before.id);
    expect(done.map(({ state }) => state)).toEqual(['failed', 'applied']);
    expect(done[0]!.reason).toContain('more: its port is taken');
    const after = await stage.admin.settled(before.id, ['active']);
    expect(after.deckies.map(({ name }) => name)).toEqual(before.deckies.map(({ name }) => name));
    expect(await stage.runningHash(before.id)).toBe(mazeHash(after));
  });

  it('refuses at the door what can never be applied, and says why; nothing is written, nothing published', async () => {
    const draft = await stage.admin.maze('/topologies/blank', { name: `draft ${randomUUID()}` });
    const live = await liveMaze(stage.admin);
    const before = await dump(await open());
    const published = await stage.messages();
    const op: Op = { op: 'add_lan' };
    const answers = await Promise.all([
      enqueue(stage.admin, draft.id, [op]),
      enqueue(stage.admin, randomUUID(), [op]),
      enqueue(stage.admin, live.id, [op], { expectedVersion: live.version + 1 }),
      enqueue(stage.admin, live.id, []),
      enqueue(stage.admin, live.id, [{ op: 'remove_lan' }] as unknown as Op[]),
      enqueue(stage.admin, live.id, [op, { op: 'update_decky', decky: 'leaf', patch: { id: randomUUID() } }] as unknown as Op[]),
      enqueue(stage.admin, live.id, [null, { op: 'explode' }] as unknown as Op[]),
      enqueue(stage.admin, live.id, Array.from({ length: 1_001 }, () => op)),
    ]);
    expect(answers.map(({ status, body }) => [status, (body as unknown as { code: string }).code])).toEqual([
      [409, 'NOT_EDITABLE'], [404, 'NOT_FOUND'], [409, 'VERSION_CONFLICT'], [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'],
      [400, 'INVALID_REQUEST'], [400, 'INVALID_REQUEST'],
    ]);
    expect(answers[2]!.body).toMatchObject({ current: live.version, expected: live.version + 1 });
    expect(answers[4]!.body).toMatchObject({ errors: [{ path: 'ops.0.lan', message: 'is missing' }] });
    expect(answers[5]!.body).toMatchObject({ errors: [{ path: 'ops.1.patch.id' }] });
    expect(await dump(await open())).toEqual(before);
    expect(await stage.messages()).toBe(published);
  });

  it('a key repeated twenty times at once queues once, and is answered alike', async () => {
    const { id } = await liveMaze(stage.admin);
    const send = () => stage.admin.post(`/topologies/${id}/mutations`, { ops: [{ op: 'add_lan' }] }, { 'idempotency-key': 'once' });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty('size', 1);
    expect(answers[0]!.status).toBe(202);
    expect(await drained(stage.admin, id)).toHaveLength(1);
  });

  it('subnets are held by who runs them: another maze cannot have one, and a change that failed gives nothing away', async () => {
    const [one, other] = [await liveMaze(stage.admin), await liveMaze(stage.admin)];
    const subnetOf = (maze: TopologyResponse, name: string) => maze.lans.find((lan) => lan.name === name)!.subnet;
    await enqueue(stage.admin, one.id, [{ op: 'add_lan', name: 'stolen', subnet: subnetOf(other, 'inner') }]);
    expect((await drained(stage.admin, one.id)).at(-1)).toMatchObject({ state: 'failed', reason: expect.stringContaining('SUBNET_TAKEN') });
    const db = await open();
    const held = async () => (await db.claims.owners()).filter(({ topologyId }) => topologyId === one.id).map(({ lanId, range }) => [lanId, ...range]).sort();
    const before = await held();
    stage.engine.faults.add(...Array.from({ length: 3 }, () => ({ on: 'apply' as const, kind: 'fail' as const })));
    await enqueue(stage.admin, one.id, [{ op: 'add_lan', name: 'third' }]);
    expect((await drained(stage.admin, one.id)).at(-1)!.state).toBe('failed');
    expect(await held()).toEqual(before);
    await enqueue(stage.admin, one.id, [{ op: 'add_lan', name: 'fourth' }]);
    expect((await drained(stage.admin, one.id)).at(-1)!.state).toBe('applied');
    const after = await stage.maze(one.id);
    expect((await held()).map(([lanId]) => lanId).sort()).toEqual(after.lans.map(({ id }) => id).sort());
  });

  it('a running maze goes back to an earlier version through its queue', async () => {
    const before = await liveMaze(stage.admin);
    await enqueue(stage.admin, before.id, ALL_OPS);
    await drained(stage.admin, before.id);
    const { status, body } = await stage.admin.post<{ mutations: unknown[] }>(`/topologies/${before.id}/rollback`, { toVersion: before.version });
    expect([status, body.mutations.length > 0]).toEqual([200, true]);
    expect((await drained(stage.admin, before.id)).filter(({ state }) => state !== 'applied')).toEqual([]);
    const after = await stage.maze(before.id);
    expect(mazeHash(after)).toBe(mazeHash(before));
    expect(await stage.runningHash(before.id)).toBe(mazeHash(before));
  });

  it('two hundred ops on five mazes, three reconcilers: each op once, in order, engine and rows agree', async () => {
    const others = [await stage.another(), await stage.another()];
    const mazes = await Promise.all(Array.from({ length: 5 }, () => liveMaze(stage.admin)));
    const from = await Promise.all(mazes.map(async ({ id }) => (await stage.maze(id)).version));
    await Promise.all(mazes.map(({ id }) => enqueue(stage.admin, id, Array.from({ length: 40 }, (_, n): Op => (
      n % 2 === 0 ? { op: 'add_decky', name: `d-${n}`, lan: 'inner' } : { op: 'remove_decky', decky: `d-${n - 1}` })))));
    for (const [n, { id }] of mazes.entries()) {
      const done = await drained(stage.admin, id, 60_000);
      expect(done.filter(({ state }) => state !== 'applied')).toEqual([]);
      const maze = await stage.maze(id);
      expect([maze.status, maze.version]).toEqual(['active', from[n]! + 40]);
      expect(await stage.runningHash(id)).toBe(mazeHash(maze));
      const applied = (await stage.journal(id)).filter(({ type }) => type === 'mutation.applied').map(({ payload }) => payload['mutationId']);
      expect(applied).toEqual(done.map(({ id: mutation }) => mutation));
    }
    for (const other of others) await other.close();
  }, 120_000);

  it('is worked off without a bus, too, and seen on streams', async () => {
    await stage.restart({ bus: connectBus('null:', () => undefined) });
    const { id, version } = await liveMaze(stage.admin);
    const stream = await EventReader.open(`${stage.master.url}/api/v1/topologies/${id}/events`, stage.admin.token!);
    await enqueue(stage.admin, id, ALL_OPS);
    await stream.until((events) => events.filter(({ event }) => event === 'mutation.applied').length === ALL_OPS.length);
    await stream.close();
    expect(await stage.maze(id)).toMatchObject({ status: 'active', version: version + ALL_OPS.length });
  });

  it('is seen stage by stage on a stream that resumes in the middle', async () => {
    const { id } = await liveMaze(stage.admin);
    const url = `${stage.master.url}/api/v1/topologies/${id}/events`;
    const stream = await EventReader.open(url, stage.admin.token!);
    await stream.until((events) => events.length > 0);
    await enqueue(stage.admin, id, [{ op: 'add_lan', name: 'a' }]);
    await stream.until((events) => events.some(({ event }) => event === 'mutation.applying'));
    await stream.close();
    const at = stream.events.findLast(({ event }) => event === 'mutation.applying')!.id!;
    const resumed = await EventReader.open(url, stage.admin.token!, { 'last-event-id': at });
    await resumed.until((events) => events.some(({ event }) => event === 'mutation.applied'));
    await resumed.close();
    const numbers = resumed.events.filter(({ event }) => event !== 'decky.state').map((event) => [Number(event.id), event.event]);
    expect(numbers).toEqual([[Number(at) + 1, 'lan.added'], [Number(at) + 2, 'mutation.applied']]);
  });
});
