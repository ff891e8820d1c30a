import type { TopologyResponse } from '@decnet/contract';
import { describeOnEachDatabase } from '@decnet/testing';
import { Importer } from '../support/importer.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const MIB = 1024 * 1024;
const YAML = 'application/yaml';
const range = (length: number): number[] => Array.from({ length }, (_, n) => n);
const lan = (n: number, size = 24) => ({ name: `lan-${n}`, subnet: `10.${n >> 8}.${n & 255}.0/${size}`, isDmz: n === 0 });
const gateway = (n: number) => ({ name: `gateway-${n}`, services: ['ssh', 'http'], isGateway: true });
/** A document of gateways, all at home in one DMZ. */
const gateways = (count: number) => ({
  decnet: 1, name: `${count} gateways`, lans: [lan(0, 16)], deckies: range(count).map(gateway),
  edges: range(count).map((n) => ({ decky: `gateway-${n}`, lan: 'lan-0', ip: `10.0.${(n + 2) >> 8}.${(n + 2) & 255}`, isHome: true })),
});

/** The largest that is taken, and what is just beyond. */
describeOnEachDatabase('imports', (open) => {
  let master: TestMaster;
  let importer: Importer;
  beforeAll(async () => {
    const database = await open();
    master = await startTestMaster({ database, mutator: false });
    importer = new Importer(master, database);
  });
  afterAll(() => master?.close());

  it('more than 16 MiB are too large', async () => {
    await importer.refused(' '.repeat(16 * MIB + 1), 'application/json', 413, 5_000);
    await importer.refused(' '.repeat(16 * MIB + 1), YAML, 413, 5_000);
  });

  it('60,000 gateways and 4,097 LANs are more than is taken', async () => {
    await importer.refused(JSON.stringify(gateways(60_000)), 'application/json', 422, 5_000);
    await importer.refused(JSON.stringify({ ...gateways(1), lans: range(4_097).map((n) => lan(n)) }), 'application/json', 422, 5_000);
  });

  it('20,000 gateways are taken, validated, and what they break is told in bounded time and size', async () => {
    const { status, text, ms } = await importer.send(JSON.stringify(gateways(20_000)));
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
    const { status, text, ms } = await importer.send(JSON.stringify(document));
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
    const { status } = await importer.send(exported.body.replace('much in common', 'much in common, again'), YAML);
    expect(status).toBe(201);
  });
});
