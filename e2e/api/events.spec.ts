import { randomUUID } from 'node:crypto';
import type { CapturedEventListResponse, CapturedEventResponse, DeckyEventCountsResponse, TopologyResponse } from '@decnet/contract';
import { FakeEngine } from '@decnet/engine';
import { describeOnEachDatabase } from '@decnet/testing';
import { EventReader, type ReceivedEvent } from '../support/event-reader.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const seqsOf = (events: readonly CapturedEventResponse[]): number[] => events.map(({ seq }) => seq);
const received = (reader: EventReader): CapturedEventResponse[] => reader.events.map(({ data }) => data as CapturedEventResponse);

describeOnEachDatabase('what decoys caught, over HTTP', (open) => {
  const engine = new FakeEngine();
  let master: TestMaster;
  /** Another process: it reads the same database, and no message of the first reaches it. */
  let reading: TestMaster;
  let maze: TopologyResponse;
  beforeAll(async () => {
    master = await startTestMaster({ database: await open(), engine });
    reading = await startTestMaster({ database: await open(), mutator: false });
    maze = await deployed();
  });
  afterAll(() => Promise.all([master.close(), reading.close()]));

  async function deployed(): Promise<TopologyResponse> {
    const { id } = await master.admin.maze('/topologies', { name: randomUUID(), depth: 2, branchingFactor: 1, deckiesPerLanMin: 2, seed: 7 });
    await master.admin.post(`/topologies/${id}/deploy`);
    return master.admin.settled(id, ['active']);
  }

  function visit(n: number, of = maze, overrides: { service?: string; ip?: string } = {}): string {
    const decky = of.deckies[n % of.deckies.length]!;
    const { ip } = of.edges.find(({ deckyId }) => deckyId === decky.id)!;
    const id = randomUUID();
    engine.say(of.id, decky.id, {
      id, at: new Date().toISOString(), sessionId: 's', service: overrides.service ?? 'ssh', eventType: 'login', src: { ip: overrides.ip ?? '192.0.2.7', port: 40_000 },
      dst: { ip, port: 22 }, user: `visitor ${n}`, outcome: 'failure',
    });
    return id;
  }
  const visits = (count: number, of?: TopologyResponse): string[] => Array.from({ length: count }, (_, n) => visit(n, of));
  const watch = (query = '', headers = {}, via = master) => EventReader.open(`${via.url}/api/v1/events/stream${query}`, via.admin.token!, headers);
  const page = async (query: string): Promise<CapturedEventListResponse> => (await master.admin.get<CapturedEventListResponse>(`/events?${query}`)).body;

  it('is listed newest first, and read in pages that overlap nowhere and leave nothing out, while more comes in', async () => {
    const reader = await watch();
    const said = visits(120);
    await reader.until((events) => events.length >= 120);
    const read: CapturedEventResponse[] = [];
    let before: number | null = null;
    do {
      const { data, nextBefore }: CapturedEventListResponse = await page(`topologyId=${maze.id}&limit=50${before === null ? '' : `&before=${before}`}`);
      read.push(...data);
      before = nextBefore;
      visit(0);
    } while (before !== null);
    expect(read.map(({ id }) => id)).toEqual([...said].reverse());
    expect(seqsOf(read)).toEqual([...seqsOf(read)].sort((a, b) => b - a));
    await reader.close();
  });

  it('says that there is no more when the last page is full', async () => {
    const other = await deployed();
    const reader = await watch(`?topologyId=${other.id}`);
    visits(4, other);
    await reader.until((events) => events.length === 4);
    const first = await page(`topologyId=${other.id}&limit=2`);
    const second = await page(`topologyId=${other.id}&limit=2&before=${first.nextBefore}`);
    expect([...seqsOf(first.data), ...seqsOf(second.data)]).toEqual(seqsOf(received(reader)).reverse());
    const third = second.nextBefore === null ? { data: [], nextBefore: null } : await page(`topologyId=${other.id}&limit=2&before=${second.nextBefore}`);
    expect(third).toEqual({ data: [], nextBefore: null });
    await reader.close();
  });

  it('reaches a reader within a second of the touch, and one of another process without any message within its poll', async () => {
    const [here, there] = [await watch(), await watch('', {}, reading)];
    const started = Date.now();
    const id = visit(1);
    await here.until((events) => events.length > 0, 1_000);
    expect(Date.now() - started).toBeLessThan(1_000);
    await there.until((events) => events.length > 0, 4_000);
    for (const reader of [here, there]) {
      expect(reader.events).toEqual([{ id: String(received(reader)[0]!.seq), event: 'captured', data: expect.objectContaining({ id, topologyId: maze.id, user: 'visitor 1' }) }]);
      await reader.close();
    }
  });

  it('reaches only those whose filter lets it through, and the list agrees', async () => {
    const other = await deployed();
    const decky = other.deckies[1]!.id;
    const queries = [`topologyId=${other.id}`, `deckyId=${decky}`, `topologyId=${other.id}&service=http`, `topologyId=${other.id}&src=198.51.100.9`, `topologyId=${maze.id}&deckyId=${decky}`];
    const readers = await Promise.all(queries.map((query) => watch(`?${query}`)));
    const all = await watch();
    visits(3);
    for (let n = 0; n < 12; n += 1) visit(n, other, { service: n % 2 ? 'http' : 'ssh', ip: n % 3 ? '192.0.2.7' : '198.51.100.9' });
    await all.until((events) => events.length >= 15);
    for (const [n, reader] of readers.entries()) {
      const { data } = await page(queries[n]!);
      await reader.until((events) => events.length >= data.length);
      expect([queries[n], seqsOf(received(reader))]).toEqual([queries[n], seqsOf(data).reverse()]);
      await reader.close();
    }
    expect((await page(queries[0]!)).data).toHaveLength(12);
    await all.close();
  });

  it('is seen once each and in order by a reader that drops and resumes through 1,000 events', async () => {
    const got: ReceivedEvent[] = [];
    const start = await watch();
    const said = visits(1);
    await start.until((events) => events.length === 1);
    await start.close();
    got.push(...start.events);
    const speaking = (async () => {
      for (let n = 0; n < 50; n += 1) {
        said.push(...visits(20));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    let drops = 0;
    while (got.length < 1_001) {
      const reader = await watch('', { 'last-event-id': got.at(-1)!.id! }, drops % 5 === 4 ? reading : master);
      const enough = Math.min(30 + ((drops * 53) % 150), 1_001 - got.length);
      await reader.until((events) => events.length >= enough);
      await reader.close();
      got.push(...reader.events);
      drops += 1;
    }
    await speaking;
    expect(drops).toBeGreaterThan(5);
    expect(got.map(({ data }) => (data as CapturedEventResponse).id)).toEqual(said);
    expect(got.map(({ id }) => Number(id))).toEqual(got.map((_, n) => Number(got[0]!.id) + n));
  }, 60_000);

  it('comes filtered to a reader that resumes, too', async () => {
    const other = await deployed();
    const reader = await watch(`?topologyId=${other.id}`);
    visit(0, other);
    await reader.until((events) => events.length === 1);
    await reader.close();
    visits(40);
    const missed = visits(3, other);
    const again = await watch(`?topologyId=${other.id}`, { 'last-event-id': reader.events[0]!.id! });
    await again.until((events) => events.length >= 3);
    expect(received(again).map(({ id }) => id)).toEqual(missed);
    await again.close();
  });

  it.each(['banana', '-1', '999999999', '1e3', ''])('begins with what comes next for a cursor that was never given out: %j', async (cursor) => {
    const reader = await watch('', { 'last-event-id': cursor });
    const id = visit(0);
    await reader.until((events) => events.length > 0);
    expect(received(reader)[0]!.id).toBe(id);
    await reader.close();
  });

  it('is counted for each decky that was touched, with when and by whom last', async () => {
    const other = await deployed();
    const reader = await watch(`?topologyId=${other.id}`);
    for (let n = 0; n < 7; n += 1) visit(0, other, { ip: `192.0.2.${n}` });
    visit(1, other);
    await reader.until((events) => events.length === 8);
    const { body } = await master.admin.get<DeckyEventCountsResponse>(`/events/counts?topologyId=${other.id}`);
    const byDecky = Object.fromEntries(body.data.map(({ deckyId, ...rest }) => [deckyId, rest]));
    const last = (deckyId: string) => received(reader).filter((event) => event.deckyId === deckyId).at(-1)!;
    const [first, second] = [other.deckies[0]!.id, other.deckies[1]!.id];
    expect(byDecky).toEqual({ [first]: { count: 7, lastAt: last(first).at, lastSrcIp: '192.0.2.6' }, [second]: { count: 1, lastAt: last(second).at, lastSrcIp: '192.0.2.7' } });
    await reader.close();
  });

  it('shows on the stream of its maze to who asked for it, and of no other maze', async () => {
    const other = await deployed();
    const mazeStream = (id: string, query: string) => EventReader.open(`${master.url}/api/v1/topologies/${id}/events${query}`, master.admin.token!);
    const [asked, silent, foreign] = [await mazeStream(maze.id, '?include=attackers'), await mazeStream(maze.id, ''), await mazeStream(other.id, '?include=attackers')];
    const all = await watch();
    visit(1);
    await asked.until((events) => events.some(({ event }) => event === 'attacker.observed'));
    visit(0, other);
    await foreign.until((events) => events.some(({ event }) => event === 'attacker.observed'));
    await all.until((events) => events.length === 2);
    const observed = (reader: EventReader) => reader.events.filter(({ event }) => event === 'attacker.observed').map(({ data }) => (data as { deckyId: string }).deckyId);
    expect([observed(asked), observed(silent), observed(foreign)]).toEqual([[maze.deckies[1]!.id], [], [other.deckies[0]!.id]]);
    await Promise.all([asked, silent, foreign, all].map((reader) => reader.close()));
  });

  it('goes with its maze, and what a deleted maze still says is dropped', async () => {
    const other = await deployed();
    const reader = await watch();
    visit(0, other);
    await reader.until((events) => events.length === 1);
    const plan = engine.calls.findLast(({ call, scope }) => call === 'apply' && scope === other.id)!.plan!;
    await master.admin.post(`/topologies/${other.id}/teardown`);
    await master.admin.settled(other.id, ['torn_down']);
    expect((await master.admin.delete(`/topologies/${other.id}`)).status).toBe(204);
    await engine.apply({ scope: other.id, epoch: 99, plan });
    visit(1, other);
    const id = visit(0);
    await reader.until((events) => events.length >= 2);
    expect(received(reader).slice(1).map((event) => event.id)).toEqual([id]);
    expect(await page(`topologyId=${other.id}`)).toEqual({ data: [], nextBefore: null });
    expect((await master.admin.get(`/events/counts?topologyId=${other.id}`)).body).toEqual({ data: [] });
    await reader.close();
  });
});
