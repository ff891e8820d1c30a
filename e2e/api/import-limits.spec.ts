import type { TopologyResponse } from '@decnet/contract';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { dump } from '../support/dump.js';
import { fieldsNamed, problemOf } from '../support/problem.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const MIB = 1024 * 1024;
const range = (length: number): number[] => Array.from({ length }, (_, n) => n);
const lan = (n: number, size = 24) => ({ name: `lan-${n}`, subnet: `10.${n >> 8}.${n & 255}.0/${size}`, isDmz: n === 0 });
const gateway = (n: number) => ({ name: `gateway-${n}`, services: ['ssh', 'http'], isGateway: true });
/** A document of gateways, all at home in one DMZ. */
const gateways = (count: number) => ({
  decnet: 1, name: `${count} gateways`, lans: [lan(0, 16)], deckies: range(count).map(gateway),
  edges: range(count).map((n) => ({ decky: `gateway-${n}`, lan: 'lan-0', ip: `10.0.${(n + 2) >> 8}.${(n + 2) & 255}`, isHome: true })),
});

/** Nine lines that unfold into nine to the ninth texts. */
const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...range(9).map((n) => `a${n + 1}: &a${n + 1} [${range(9).map(() => `*a${n}`).join(', ')}]`)].join('\n');

/** An import takes 16 MiB: whatever is in them, the answer comes in bounded time, and others are answered meanwhile. */
describeOnEachDatabase('imports', (open) => {
  let database: Database;
  let master: TestMaster;
  beforeAll(async () => {
    database = await open();
    master = await startTestMaster({ database, mutator: false });
  });
  afterAll(() => master.close());

  const send = async (body: string, type = 'application/json') => {
    const started = performance.now();
    const response = await fetch(`${master.url}/api/v1/topologies/import`, { method: 'POST', headers: { authorization: `Bearer ${master.admin.token}`, 'content-type': type }, body });
    const text = await response.text();
    return { status: response.status, contentType: response.headers.get('content-type'), text, ms: performance.now() - started };
  };
  const refused = async (body: string, type: string, status: number, withinMs: number): Promise<string[]> => {
    const before = await dump(database);
    const { status: answered, contentType, text, ms } = await send(body, type);
    expect([answered, text.slice(0, 300)]).toEqual([status, text.slice(0, 300)]);
    const problem = problemOf(answered, contentType, text);
    expect(ms).toBeLessThan(withinMs);
    expect(await dump(database)).toEqual(before);
    return fieldsNamed(problem);
  };
  const YAML = 'application/yaml';

  it.each([
    ['aliases that unfold without end', BOMB, 'body'],
    ['a list that contains itself', 'lans: &a [*a]', `lans${'.0'.repeat(31)}`],
    ['no YAML', 'lans: [', 'body'],
    ['a tab', '\tlans: []', 'body'],
    ['two documents', 'decnet: 1\n---\ndecnet: 1', 'body'],
    ['a text', 'banana', 'document'],
    ['nothing', '', 'document'],
    ['a number', '7', 'document'],
    ['half an emoji', 'name: "\\ud83d"', 'name'],
    ['U+0000', 'name: "\\0"', 'name'],
    ['a prototype', '__proto__: {x: 1}', '__proto__'],
    ['a tag of its own', 'name: !!binary aGFsbG8=\nlans: !<x> 7', 'lans'],
    ['what no number is', 'decnet: .nan', 'decnet'],
  ])('YAML of %s is refused by name', async (_, body, field) => {
    expect(await refused(body, YAML, 400, 5_000)).toContain(field);
  });

  it.each([
    ['brackets', '['.repeat(4 * MIB)],
    ['keys', range(400_000).map((n) => `k${n}: 1`).join('\n')],
  ])('YAML that keeps its parser busy for minutes with %s is given up in time, and others are answered meanwhile', async (_, body) => {
    let slowest = 0;
    let busy = true;
    const others = (async () => {
      while (busy) {
        const started = performance.now();
        expect((await master.admin.get('/topologies')).status).toBe(200);
        slowest = Math.max(slowest, performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    await refused(body, YAML, 422, 20_000);
    busy = false;
    await others;
    expect(slowest).toBeLessThan(2_000);
  }, 60_000);

  it.each([
    ['a list of nothings', `{"decnet": 1, "name": "n", "deckies": [], "edges": [], "lans": [${'null,'.repeat(3_300_000)}null]}`, 422],
    ['places of nothing', `{"decnet": 1, "name": "n", "lans": [], "deckies": [], "edges": [${'{},'.repeat(5_000_000)}{}]}`, 422],
    ['one text', JSON.stringify({ decnet: 1, name: 'x'.repeat(16 * MIB - 100), lans: [] }), 400],
    ['many fields', `{${range(900_000).map((n) => `"field${n}": 1`).join(',')}}`, 400],
    ['brackets', '['.repeat(16 * MIB), 400],
    ['settings', JSON.stringify({ decnet: 1, name: 'n', lans: [], deckies: [{ name: 'd', serviceConfig: Object.fromEntries(range(600_000).map((n) => [`s${n}`, { a: 1 }])) }] }), 400],
  ])('JSON of 16 MiB of %s is refused in seconds', async (_, body, status) => {
    expect(body.length).toBeLessThanOrEqual(16 * MIB);
    await refused(body, 'application/json', status, 10_000);
  });

  it('more than 16 MiB are too large', async () => {
    await refused(' '.repeat(16 * MIB + 1), 'application/json', 413, 5_000);
    await refused(' '.repeat(16 * MIB + 1), YAML, 413, 5_000);
  });

  it('60,000 gateways and 4,097 LANs are more than is taken', async () => {
    await refused(JSON.stringify(gateways(60_000)), 'application/json', 422, 5_000);
    await refused(JSON.stringify({ ...gateways(1), lans: range(4_097).map((n) => lan(n)) }), 'application/json', 422, 5_000);
  });

  it('20,000 gateways are taken, validated, and what they break is told in bounded time and size', async () => {
    const { status, text, ms } = await send(JSON.stringify(gateways(20_000)));
    expect([status, ms < 20_000]).toEqual([201, true]);
    const { id } = JSON.parse(text) as TopologyResponse;
    const started = performance.now();
    const { body } = await master.admin.get<{ issues: unknown[] }>(`/topologies/${id}/validate`);
    expect(body.issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(body).length).toBeLessThan(20 * MIB);
    expect((await master.admin.post(`/topologies/${id}/deploy`)).status).toBe(422);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await master.admin.delete(`/topologies/${id}`)).status).toBe(204);
  }, 60_000);

  it('as many places as fit into 16 MiB are taken in bounded time', async () => {
    const [lans, deckies] = [16, 12_000];
    const document = {
      decnet: 1, name: 'everybody everywhere',
      lans: range(lans).map((n) => ({ name: `l${n}`, subnet: `10.${n}.0.0/16`, isDmz: n === 0 })),
      deckies: range(deckies).map((n) => ({ name: `d${n}`, services: [] })),
      edges: range(lans).flatMap((l) => range(deckies).map((d) => ({ decky: `d${d}`, lan: `l${l}`, ip: `10.${l}.${(d + 2) >> 8}.${(d + 2) & 255}`, isHome: l === 0 }))),
    };
    const { status, text, ms } = await send(JSON.stringify(document));
    expect([status, text.slice(0, 300)]).toEqual([201, text.slice(0, 300)]);
    expect(ms).toBeLessThan(30_000);
    expect((await master.admin.delete(`/topologies/${(JSON.parse(text) as TopologyResponse).id}`)).status).toBe(204);
  }, 90_000);

  it('what is exported as YAML is imported again, however much its deckies have in common', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'much in common' });
    const ops = range(300).map((n) => ({ op: 'add_decky', name: `twin-${n}`, lan: 'dmz', archetype: 'linux-server' })).slice(0, 240);
    expect((await master.admin.post(`/topologies/${id}/edits`, { ops })).status).toBe(200);
    const exported = await master.admin.get<string>(`/topologies/${id}/export?format=yaml`);
    expect(exported.body).not.toMatch(/[&*]a1\b/);
    const { status } = await send(exported.body.replace('much in common', 'much in common, again'), YAML);
    expect(status).toBe(201);
  });
});
