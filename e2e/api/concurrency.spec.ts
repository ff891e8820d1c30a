import { parseCidr } from '@decnet/domain';
import type { TopologyResponse } from '@decnet/contract';
import { describeOnEachDatabase } from '@decnet/testing';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

/** Real parallel requests over HTTP: what check-then-write would get wrong. */
describeOnEachDatabase('parallel requests', (open) => {
  let master: TestMaster;
  beforeAll(async () => { master = await startTestMaster({ database: await open(), mutator: false }); });
  afterAll(() => master.close());

  const times = <T>(n: number, call: (i: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, i) => call(i)));

  it('50 writes that name one version: one succeeds, 49 are told what it is now', async () => {
    const { id, version } = await master.admin.maze('/topologies/blank', { name: 'one version' });
    const answers = await times(50, (i) => master.admin.post(`/topologies/${id}/lans`, { name: `lan-${i}`, expectedVersion: version }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'VERSION_CONFLICT', current: version + 1, expected: version });
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${id}`);
    expect(body).toMatchObject({ version: version + 1, lanCount: 2 });
  });

  it('50 writes that name none: all succeed, none is lost, every version is given once', async () => {
    const { id, version } = await master.admin.maze('/topologies/blank', { name: 'no version' });
    const answers = await times(50, (i) => master.admin.post<{ version: number }>(`/topologies/${id}/lans`, { name: `lan-${i}` }));
    expect(answers.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => version + 1 + i));
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${id}`);
    expect(body).toMatchObject({ version: version + 50, lanCount: 51 });
    expect(new Set(body.lans.map(({ subnet }) => subnet)).size).toBe(51);
  });

  it('20 deploys: one is accepted', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'deployed once' });
    const answers = await times(20, () => master.admin.post(`/topologies/${id}/deploy`));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status !== 202)) {
      expect(body).toMatchObject({ status: 409, code: 'ILLEGAL_TRANSITION', from: 'deploying', to: 'deploying' });
    }
    const { body } = await master.admin.get<{ data: { to: string }[] }>(`/topologies/${id}/status-events`);
    expect(body.data.map(({ to }) => to)).toEqual(['deploying', 'pending']);
  });

  it('50 creates: 50 mazes with disjoint subnets', async () => {
    const mazes = await times(50, (i) => master.admin.maze('/topologies', { name: `maze ${i}`, depth: 2, branchingFactor: 2, seed: i }));
    const ranges = mazes.flatMap(({ lans }) => lans.map(({ subnet }) => parseCidr(subnet)!)).sort((a, b) => a.first - b.first);
    expect(ranges.length).toBeGreaterThan(100);
    ranges.slice(1).forEach((range, i) => expect(range.first).toBeGreaterThan(ranges[i]!.last));
  });

  it('20 creates of one name: one succeeds', async () => {
    const answers = await times(20, () => master.admin.post('/topologies/blank', { name: 'the same' }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status !== 201)) expect(body).toMatchObject({ status: 409, code: 'NAME_TAKEN', name: 'the same' });
  });

  it('20 sendings of one write under one key: one row, one answer', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'keyed' });
    const answers = await times(20, () => master.admin.post(`/topologies/${id}/deckies`, { lan: 'dmz' }, { 'idempotency-key': 'k1' }));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect((await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body.deckyCount).toBe(2);
  });

  it('20 creates under one key: one maze', async () => {
    const answers = await times(20, () => master.admin.post<TopologyResponse>('/topologies/blank', { name: 'made once' }, { 'idempotency-key': 'k2' }));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    for (const { status } of answers) expect(status).toBe(201);
  });

  it('a key that comes back with another request is a mistake', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'keyed twice' });
    await master.admin.post(`/topologies/${id}/lans`, { name: 'a' }, { 'idempotency-key': 'k3' });
    const answer = await master.admin.post(`/topologies/${id}/lans`, { name: 'b' }, { 'idempotency-key': 'k3' });
    expect(answer.body).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });
});
