import type { EditsResponse, JournalMessage, TopologyResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { describeOnEachDatabase } from '@decnet/testing';
import { EventReader, type ReceivedEvent } from '../support/event-reader.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const seqs = (events: ReceivedEvent[]) => events.filter(({ event }) => event !== 'snapshot' && event !== 'decky.state').map(({ id }) => Number(id));

describeOnEachDatabase('event stream of a maze', (open) => {
  let master: TestMaster;
  let other: TestMaster;
  beforeAll(async () => {
    master = await startTestMaster({ database: await open(), mutator: false });
    other = await startTestMaster({ database: await open(), mutator: false });
  });
  afterAll(() => Promise.all([master.close(), other.close()]));

  const watch = (id: string, headers = {}, via = master) => EventReader.open(`${via.url}/api/v1/topologies/${id}/events`, via.admin.token!, headers);

  it('is 401 without a token, 404 for an unknown maze and for an id that is none', async () => {
    const url = `${master.url}/api/v1/topologies/5f0c1e0a-0000-4000-8000-000000000001/events`;
    expect((await fetch(url)).status).toBe(401);
    await expect(EventReader.open(url, master.admin.token!)).rejects.toThrow('404');
    await expect(EventReader.open(`${master.url}/api/v1/topologies/banana/events`, master.admin.token!)).rejects.toThrow('404');
  });

  it('begins with a snapshot that is the body of GET', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'snapshot' });
    const reader = await watch(id);
    await reader.until((events) => events.length >= 1);
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${id}`);
    expect(reader.events[0]).toEqual({ id: String(body.eventSeq), event: 'snapshot', data: { ...body, mutations: [] } });
    await reader.close();
  });

  it('a client that drops and resumes through 1,000 changes sees each once, in order, and can rebuild the maze from them', async () => {
    const { id, eventSeq: start } = await master.admin.maze('/topologies/blank', { name: 'a thousand' });
    let snapshot: TopologyResponse | undefined;
    const received: ReceivedEvent[] = [];
    let writing = true;
    const write = (async () => {
      for (let i = 0; i < 500; i += 10) {
        // Two rows a decky, from two masters in turn, so that no process may lean on its own memory.
        const via = i % 20 === 0 ? master : other;
        await Promise.all(Array.from({ length: 10 }, (_, n) => via.admin.post(`/topologies/${id}/deckies`, { lan: n % 2 ? 'dmz' : 'wide', services: [] })));
      }
    });
    await master.admin.post(`/topologies/${id}/lans`, { name: 'wide', subnet: '10.250.0.0/16' });
    await master.admin.patch(`/topologies/${id}/lans/${(await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body.lans[0]!.id}`, { subnet: '172.16.0.0/16' });
    const base = start + 2;
    const writer = write().finally(() => { writing = false; });
    let drops = 0;
    let last: string | undefined;
    while (writing || Number(last) < base + 1_000) {
      const reader = await watch(id, last === undefined ? {} : { 'last-event-id': last });
      const enough = 40 + ((drops * 37) % 90);
      await reader.until((events) => seqs(events).length >= enough || (Number(events.at(-1)?.id) >= base + 1_000), 20_000);
      await reader.close();
      drops += 1;
      received.push(...reader.events);
      snapshot ??= reader.events[0]!.data as TopologyResponse;
      last = reader.events.at(-1)?.id ?? last;
    }
    await writer;
    expect(drops).toBeGreaterThan(5);
    expect(received.filter(({ event }) => event === 'snapshot')).toHaveLength(1);
    expect(seqs(received)).toEqual(Array.from({ length: base + 1_000 - snapshot!.eventSeq }, (_, i) => snapshot!.eventSeq + 1 + i));
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${id}`);
    const added = (kind: 'decky' | 'edge') => received.filter(({ event }) => event === `${kind}.added`).map(({ data }) => ((data as JournalMessage).payload[kind] as { id: string }).id);
    expect([...snapshot!.deckies.map((decky) => decky.id), ...added('decky')]).toEqual(body.deckies.map((decky) => decky.id));
    expect([...snapshot!.edges.map((edge) => edge.id), ...added('edge')]).toEqual(body.edges.map((edge) => edge.id));
  }, 90_000);

  it.each(['0', '-1', '999999', 'banana', '1e3', ''])('answers the cursor %j with a fresh snapshot', async (cursor) => {
    const { id } = await master.admin.maze('/topologies/blank', { name: `cursor ${cursor}` });
    const reader = await watch(id, { 'last-event-id': cursor });
    await reader.until((events) => events.length >= 1);
    expect(reader.events[0]!.event).toBe('snapshot');
    await reader.close();
  });

  it('tells of writes of another master even when no message ever comes', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'silent bus' });
    const reader = await watch(id);
    await reader.until((events) => events.length >= 1);
    await other.admin.post(`/topologies/${id}/lans`, { name: 'later' });
    await reader.until((events) => events.some(({ event }) => event === 'lan.added'), 5_000);
    await reader.close();
  });

  it('ends when the maze is deleted', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'to be deleted' });
    const reader = await watch(id);
    await reader.until((events) => events.length >= 1);
    expect((await master.admin.delete(`/topologies/${id}`)).status).toBe(204);
    await reader.ended;
    await expect(watch(id)).rejects.toThrow('404');
  });

  it('names every kind of change by its own event', async () => {
    const { id, version } = await master.admin.maze('/topologies/blank', { name: 'every kind' });
    const reader = await watch(id);
    const ops: Op[] = [
      { op: 'add_lan', name: 'inner' }, { op: 'add_decky', name: 'leaf', lan: 'inner' }, { op: 'attach_decky', decky: 'gateway', lan: 'inner' },
      { op: 'update_lan', lan: 'inner', patch: { name: 'office' } }, { op: 'update_decky', decky: 'leaf', patch: { forwardsL3: true } },
      { op: 'detach_decky', decky: 'gateway', lan: 'office' }, { op: 'remove_decky', decky: 'leaf' }, { op: 'remove_lan', lan: 'office' },
    ];
    const { status, body } = await master.admin.post<EditsResponse>(`/topologies/${id}/edits`, { ops, expectedVersion: version });
    expect([status, body.version]).toEqual([200, version + 1]);
    await master.admin.patch(`/topologies/${id}`, { name: 'every kind, renamed' });
    const maze = (await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
    await master.admin.send('PUT', `/topologies/${id}/layout`, { lans: { [maze.lans[0]!.id]: { x: 1, y: 2, width: 3, height: 4 } } });
    await master.admin.post(`/topologies/${id}/teardown`);
    await reader.until((events) => events.some(({ event }) => event === 'status'));
    expect([...new Set(reader.events.map(({ event }) => event))]).toEqual([
      'snapshot', 'lan.added', 'decky.added', 'edge.added', 'lan.updated', 'decky.updated', 'edge.removed', 'decky.removed', 'lan.removed', 'topology.renamed', 'layout', 'status',
    ]);
    const versions = reader.events.filter(({ event }) => /^(lan|decky|edge)/.test(event)).map(({ data }) => (data as JournalMessage).version);
    expect(new Set(versions)).toEqual(new Set([version + 1]));
    // The answer names the last row of the edit: with it, a reader has all of it.
    expect(reader.events.findLast(({ event }) => /^(lan|decky|edge)/.test(event))?.data).toMatchObject({ seq: body.eventSeq });
    await reader.close();
  });

  it('rollback of a draft gives back the design of the version named', async () => {
    const maze = await master.admin.maze('/topologies/blank', { name: 'rolled back' });
    await master.admin.post(`/topologies/${maze.id}/lans`, { name: 'inner' });
    await master.admin.post(`/topologies/${maze.id}/deckies`, { lan: 'inner', name: 'leaf' });
    await master.admin.post(`/topologies/${maze.id}/edges`, { decky: 'gateway', lan: 'inner', isHome: true });
    const answer = await master.admin.post(`/topologies/${maze.id}/rollback`, { toVersion: maze.version });
    expect(answer).toMatchObject({ status: 200, body: { version: maze.version + 4 } });
    const { lans, deckies, edges } = (await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body;
    expect({ lans, deckies, edges }).toEqual({ lans: maze.lans, deckies: maze.deckies, edges: maze.edges });
  });
});
