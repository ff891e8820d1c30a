import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource, migrate, openDatabase, type Database, type DatabaseKind, type OpenOptions } from '@decnet/persistence';
import { describeWith } from './requirements.js';

/** A database of one test file: nobody else's, migrated, gone afterwards. */
export interface FreshDatabase {
  readonly kind: DatabaseKind;
  /** For other processes, too. */
  readonly url: string;
  drop(): Promise<void>;
}

/** Opens the file's database once more: connections of its own, as another process would have. All are closed at the end. */
export type OpenDatabase = (options?: OpenOptions) => Promise<Database>;

/** Runs the same tests on SQLite and, where DECNET_TEST_MYSQL_URL names a server, on MySQL; each with a fresh database for the file. */
export function describeOnEachDatabase(name: string, body: (open: OpenDatabase, fresh: () => FreshDatabase) => void): void {
  describe(`${name} on SQLite`, () => onFresh(freshSqlite, body));
  describeWith('mysql', `${name} on MySQL`, (server) => onFresh(() => freshMysql(server), body));
}

function onFresh(make: () => Promise<FreshDatabase>, body: (open: OpenDatabase, fresh: () => FreshDatabase) => void): void {
  let fresh: FreshDatabase;
  const opened: Database[] = [];
  const open: OpenDatabase = async (options) => {
    const database = await openDatabase(fresh.url, options);
    opened.push(database);
    return database;
  };
  beforeAll(async () => {
    fresh = await make();
    await migrate(await open());
  });
  afterAll(async () => {
    await Promise.all(opened.filter((database) => database.dataSource.isInitialized).map((database) => database.close()));
    await fresh?.drop();
  });
  body(open, () => fresh);
}

/** An empty SQLite file in a folder of its own. */
export async function freshSqlite(): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'decnet-db-'));
  return { kind: 'sqlite', url: `sqlite:${join(folder, 'test.db')}`, drop: () => rm(folder, { recursive: true, force: true }) };
}

/** An empty schema on that server; made in latin1, which a careless server's default may be. */
export async function freshMysql(server: string): Promise<FreshDatabase> {
  const schema = `decnet_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await onServer(server, `CREATE DATABASE ${schema} CHARACTER SET latin1`);
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return { kind: 'mysql', url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${schema}`) };
}

async function onServer(server: string, sql: string): Promise<void> {
  const dataSource = await createDataSource(server).initialize();
  try {
    await dataSource.query(sql);
  } finally {
    await dataSource.destroy();
  }
}
