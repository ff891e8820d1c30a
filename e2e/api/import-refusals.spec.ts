import { type Database, migrate, openDatabase } from '@decnet/persistence';
import { type FreshDatabase, freshSqlite } from '@decnet/testing';
import { Importer } from '../support/importer.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const MIB = 1024 * 1024;
const YAML = 'application/yaml';
const range = (length: number): number[] => Array.from({ length }, (_, n) => n);

/** Nine lines that unfold into nine to the ninth texts. */
const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...range(9).map((n) => `a${n + 1}: &a${n + 1} [${range(9).map(() => `*a${n}`).join(', ')}]`)].join('\n');

/** An import takes 16 MiB: whatever is in them, the answer comes in bounded time, and others are answered meanwhile. None of this reaches a database. */
describe('imports that are none', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let importer: Importer;
  beforeAll(async () => {
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, mutator: false });
    importer = new Importer(master, database);
  });
  afterAll(async () => {
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

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
    expect(await importer.refused(body, YAML, 400, 5_000)).toContain(field);
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
    await importer.refused(body, YAML, 422, 20_000);
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
    await importer.refused(body, 'application/json', status, 10_000);
  });
});
