import type { JournalMessage, WorkerListResponse } from '@decnet/contract';
import { mazeHash, type Op } from '@decnet/domain';
import { type BusServer, describeWith, type FreshDatabase, freshMysql, freshSqlite, natsServer, unixBroker } from '@decnet/testing';
import { EventReader } from '../support/event-reader.js';
import { eventually } from '../support/eventually.js';
import { drained, enqueue, liveMaze } from '../support/live-maze.js';
import { Installation } from './installation.js';

const OPS = 20;
/** Half of what finds a change that no message announced. */
const BY_MESSAGE_MS = 1_000;
const SETTLED_WITHIN_MS = 60_000;

function describeSeparate(makeDatabase: () => Promise<FreshDatabase>, makeBus: () => Promise<BusServer>): void {
  let database: FreshDatabase;
  let all: Installation;
  beforeAll(async () => {
    database = await makeDatabase();
    all = await new Installation(database, await makeBus()).start();
  }, 120_000);
  afterAll(async () => {
    await all?.remove();
    await database?.drop();
  }, 60_000);

  const follow = (id: string, after?: number): Promise<EventReader> => {
    const far = all.apis[1];
    return EventReader.open(`${far.url}/api/v1/topologies/${id}/events`, far.admin.token!, after === undefined ? {} : { 'last-event-id': String(after) });
  };

  it('each hears of all others', async () => {
    const wanted = ['api', 'api', 'collector', 'mutator', 'mutator', 'mutator'];
    const names = async (): Promise<string[]> => {
      const { body } = await all.apis[1].admin.get<WorkerListResponse>('/workers');
      return body.data.filter(({ worker, state }) => state === 'alive' && wanted.includes(worker)).map(({ worker }) => worker).sort();
    };
    await eventually('all workers are alive', 30_000, async () => (JSON.stringify(await names()) === JSON.stringify(wanted) ? true : null));
  }, 40_000);

  it('an op posted to one API is seen applied on a stream of the other, by message', async () => {
    const { id } = await liveMaze(all.apis[0].admin);
    const stream = await follow(id);
    await stream.until((events) => events.length > 0);
    await enqueue(all.apis[0].admin, id, [{ op: 'add_lan', name: 'warm-up' }]);
    const applied = (n: number) => (events: { event: string }[]) => events.filter(({ event }) => event === 'mutation.applied').length === n;
    await stream.until(applied(1));
    const spent: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const since = performance.now();
      await enqueue(all.apis[0].admin, id, [{ op: 'add_decky', name: `decky-${n}`, lan: 'inner', services: ['ssh'] }]);
      await stream.until(applied(n + 2));
      spent.push(performance.now() - since);
    }
    await stream.close();
    expect(spent.sort((a, b) => a - b)[2]).toBeLessThan(BY_MESSAGE_MS);
  }, 60_000);

  const victims: [name: string, kill: () => Promise<void>, start: () => Promise<unknown>][] = [
    ['an API', () => all.apis[0].kill(), () => all.apis[0].start()],
    ['a mutator', () => all.mutators[0]!.kill(), () => all.mutators[0]!.start()],
    ['all mutators', async () => { for (const mutator of all.mutators) await mutator.kill(); }, () => Promise.all(all.mutators.map((mutator) => mutator.start()))],
    ['the bus', () => all.bus.kill(), () => all.bus.start()],
    ['the collector', () => all.collector.kill(), () => all.collector.start()],
    ['the engine host', () => all.engineHost.kill(), () => all.engineHost.start()],
  ];

  it.each(victims)('%s killed in the middle of a queue: nothing is lost', async (name, kill, start) => {
    const { id, eventSeq, version } = await liveMaze(all.apis[1].admin);
    const stream = await follow(id, eventSeq);
    const ops = Array.from({ length: OPS }, (_, n): Op => (
      n % 2 === 0 ? { op: 'add_decky', name: `d-${n}`, lan: 'inner', services: ['http'] } : { op: 'remove_decky', decky: `d-${n - 1}` }));
    await enqueue(all.apis[0].admin, id, ops);
    await stream.until((events) => events.some(({ event }) => event === 'mutation.applied'));
    await kill();
    await start();
    const done = await drained(all.apis[1].admin, id, SETTLED_WITHIN_MS);
    const applied = done.filter(({ state }) => state === 'applied').length;
    // Without the engine host an op may fail, with the reason; and with it those that build on it.
    if (name !== 'the engine host') expect(done.map(({ state, reason }) => [state, reason])).toEqual(ops.map(() => ['applied', null]));
    const after = await all.apis[1].admin.settled(id, ['active'], SETTLED_WITHIN_MS);
    expect(after.version).toBe(version + applied);
    const agrees = async (): Promise<true | null> => ((await all.engine.observe(id)).scopes[0]?.hash === mazeHash(after) ? true : null);
    await eventually('the engine runs what the rows say', SETTLED_WITHIN_MS, agrees);
    await stream.until((events) => events.some(({ id: seq }) => Number(seq) >= after.eventSeq), SETTLED_WITHIN_MS);
    await stream.close();
    const rows = stream.events.filter(({ event }) => event !== 'decky.state' && event !== 'deploy.progress').map(({ data }) => data as JournalMessage);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => eventSeq + 1 + n));
    const ended = rows.filter(({ type }) => type === 'mutation.applied' || type === 'mutation.failed').map(({ payload }) => payload['mutationId']);
    expect(ended).toEqual(done.map((mutation) => mutation.id));
    await all.apis[1].admin.post(`/topologies/${id}/teardown`);
    await all.apis[1].admin.settled(id, ['torn_down'], SETTLED_WITHIN_MS);
  }, 240_000);

  it('all of them stop when they are told to', async () => {
    const codes = await Promise.all([...all.apis, ...all.mutators, all.collector, all.engineHost].map((part) => part.stop()));
    expect(codes).toEqual(codes.map(() => 0));
  }, 60_000);
}

describe('processes of their own on SQLite, with our bus', () => { describeSeparate(freshSqlite, async () => unixBroker()); });
describeWith('mysql', 'processes of their own on MySQL', (server) => {
  describeWith('nats', 'with NATS', (executable) => describeSeparate(() => freshMysql(server), () => natsServer(executable, 's3cret')));
});
