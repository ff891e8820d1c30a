import { createDataSource } from '../database/data-source.js';
import { openDatabase } from '../database/open.js';
import { migrate } from '../migrate.js';
import { describeWith, freshMysql, freshSqlite, type FreshDatabase } from '@decnet/testing';
import { LOCK_NAMES } from '../entities/lock.entity.js';
import { MIGRATIONS } from './index.js';

const NAMES = MIGRATIONS.map(({ name }) => name);

function migrations(make: () => Promise<FreshDatabase>): void {
  let fresh: FreshDatabase;
  beforeEach(async () => { fresh = await make(); });
  afterEach(() => fresh.drop());

  it('leave no difference to the entities, and nothing to do the second time', async () => {
    const db = await openDatabase(fresh.url);
    try {
      expect(await migrate(db)).toEqual(NAMES);
      expect(await migrate(db)).toEqual([]);
      const difference = await db.dataSource.driver.createSchemaBuilder().log();
      expect(difference.upQueries.map(({ query }) => query)).toEqual([]);
      const counters = await db.dataSource.query<{ name: string; value: number }[]>('SELECT name, value FROM locks ORDER BY name');
      expect(counters).toEqual([...LOCK_NAMES].sort().map((name) => ({ name, value: 0 })));
    } finally {
      await db.close();
    }
  });

  it('would show a table that differs: the comparison can fail', async () => {
    const db = await openDatabase(fresh.url);
    try {
      await migrate(db);
      await db.dataSource.query('ALTER TABLE lans ADD COLUMN colour varchar(8)');
      expect((await db.dataSource.driver.createSchemaBuilder().log()).upQueries.length).toBeGreaterThan(0);
    } finally {
      await db.close();
    }
  });

  it('are run by one of twenty that start at once', async () => {
    const ran = await Promise.all(Array.from({ length: 20 }, async () => {
      const db = await openDatabase(fresh.url, { poolSize: 2 });
      try {
        return await migrate(db);
      } finally {
        await db.close();
      }
    }));
    expect(ran.filter((names) => names.length > 0)).toEqual([NAMES]);
  }, 60_000);

  it('go down again to an empty database', async () => {
    const dataSource = await createDataSource(fresh.url).initialize();
    try {
      await dataSource.runMigrations();
      for (const _ of NAMES) await dataSource.undoLastMigration();
      const runner = dataSource.createQueryRunner();
      for (const { tableName } of dataSource.entityMetadatas) expect(await runner.hasTable(tableName)).toBe(false);
      await runner.release();
    } finally {
      await dataSource.destroy();
    }
  });
}

describe('migrations on SQLite', () => {
  migrations(freshSqlite);
});
describeWith('mysql', 'migrations on MySQL', (server) => {
  migrations(() => freshMysql(server));

  it('are taken up again where one broke off: MySQL keeps the tables that it made', async () => {
    const fresh = await freshMysql(server);
    const db = await openDatabase(fresh.url);
    try {
      await migrate(db);
      await db.dataSource.query('DROP TABLE edges');
      await db.dataSource.query('DELETE FROM migrations');
      await db.dataSource.query("DELETE FROM locks WHERE name = 'subnets'");
      await db.dataSource.query("UPDATE locks SET value = 7 WHERE name = 'captured_events'");
      expect(await migrate(db)).toEqual(NAMES);
      expect(await db.dataSource.query('SELECT name, value FROM locks ORDER BY name')).toEqual([{ name: 'captured_events', value: 7 }, { name: 'subnets', value: 0 }]);
      expect((await db.dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
    } finally {
      await db.close();
      await fresh.drop();
    }
  });
});
