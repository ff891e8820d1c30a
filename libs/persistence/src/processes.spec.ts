import { aMaze, aTopology, compilePersistence, describeOnEachDatabase, freshSqlite, type CompiledPersistence } from '@decnet/testing';
import { MIGRATIONS } from './migrations/index.js';

let compiled: CompiledPersistence;
beforeAll(async () => { compiled = await compilePersistence(); });
afterAll(() => compiled?.remove());

describeOnEachDatabase('two processes on one database', (open, fresh) => {
  it('lose no update: 2 x 200 renames of one maze come to 400 versions, gapless', async () => {
    const db = await open();
    const topology = aTopology();
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, aMaze(), { actor: 'tester' }));
    const rename = (name: string) => compiled.run(`
      const db = await persistence.openDatabase(${JSON.stringify(fresh().url)});
      for (let n = 0; n < 200; n += 1) {
        await db.unitOfWork.run(async (tx) => {
          const position = await db.mazes.bump(tx, ${JSON.stringify(topology.id)}, {}, { version: 1 });
          await db.mazes.rename(tx, position, ${JSON.stringify(name)} + n, { actor: 'process' });
        });
      }
      await db.close();`);
    await Promise.all([rename('a'), rename('b')]);
    expect(await db.mazes.head(topology.id)).toMatchObject({ version: 401, eventSeq: 401 });
    expect((await db.journal.after(topology.id, 0, 1_000)).map(({ seq }) => seq)).toEqual(Array.from({ length: 401 }, (_, n) => n + 1));
  }, 60_000);
});

describe('twenty processes started at once on one new SQLite file', () => {
  it('migrate it once', async () => {
    const fresh = await freshSqlite();
    try {
      const outputs = await Promise.all(Array.from({ length: 20 }, () => compiled.run(`
        const db = await persistence.openDatabase(${JSON.stringify(fresh.url)});
        const names = await persistence.migrate(db);
        await db.close();
        console.log(names.length);`)));
      expect(outputs.map(Number).sort((a, b) => b - a)).toEqual([MIGRATIONS.length, ...Array.from({ length: 19 }, () => 0)]);
    } finally {
      await fresh.drop();
    }
  }, 120_000);
});
