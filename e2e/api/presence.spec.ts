import { randomUUID } from 'node:crypto';
import { connectBus } from '@decnet/bus';
import type { PresenceMessage } from '@decnet/contract';
import { freshSqlite, type FreshDatabase } from '@decnet/testing';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { EventReader } from '../support/event-reader.js';
import { sampleMaze } from '../support/sample-maze.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

describe('presence', () => {
  const bus = connectBus('memory:', () => undefined);
  let fresh: FreshDatabase;
  let database: Database;
  let near: TestMaster;
  let far: TestMaster;
  beforeAll(async () => {
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    near = await startTestMaster({ database, bus, mutator: false });
    far = await startTestMaster({ database, bus, mutator: false });
  });
  afterAll(async () => {
    await near.close();
    await far.close();
    await database.close();
    await fresh.drop();
  });

  const watch = (master: TestMaster, id: string, include = '?include=presence') => EventReader.open(`${master.url}/api/v1/topologies/${id}/events${include}`, master.admin.token!);
  const present = ({ events }: EventReader): PresenceMessage['present'] => (events.findLast(({ event }) => event === 'presence')!.data as PresenceMessage).present;

  it('is seen on streams of both APIs that ask for it, journalled nowhere', async () => {
    const { id, deckyId, lanId } = await sampleMaze(near.admin);
    const [here, there, without] = await Promise.all([watch(near, id), watch(far, id), watch(far, id, '')]);
    await Promise.all([here, there].map((stream) => stream.until((events) => events.some(({ event }) => event === 'presence'))));
    const [ana, bea] = [randomUUID(), randomUUID()];
    expect((await near.admin.send('PUT', `/topologies/${id}/presence`, { client: ana, selection: [deckyId] })).status).toBe(204);
    expect((await far.admin.send('PUT', `/topologies/${id}/presence`, { client: bea, selection: [] })).status).toBe(204);
    expect((await near.admin.send('PUT', `/topologies/${id}/presence`, { client: ana, selection: [lanId] })).status).toBe(204);
    const expected = [{ client: ana, username: 'local', selection: [lanId] }, { client: bea, username: 'local', selection: [] }].sort((a, b) => (a.client < b.client ? -1 : 1));
    for (const stream of [here, there]) await stream.until(() => JSON.stringify(present(stream)) === JSON.stringify(expected));
    const { body } = await near.admin.get<{ eventSeq: number }>(`/topologies/${id}`);
    expect(new Set(here.events.filter(({ event }) => event === 'presence').map((event) => Number(event.id)))).toEqual(new Set([body.eventSeq]));
    expect(without.events.some(({ event }) => event === 'presence')).toBe(false);
    for (const stream of [here, there, without]) await stream.close();
  });

  it.each([[{}], [{ client: 'me', selection: [] }], [{ client: randomUUID() }], [{ client: randomUUID(), selection: ['leaf'] }], [{ client: randomUUID(), selection: Array.from({ length: 101 }, randomUUID) }]])('refuses %j', async (body) => {
    const { id } = await sampleMaze(near.admin);
    expect(await near.admin.send('PUT', `/topologies/${id}/presence`, body)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });
});
