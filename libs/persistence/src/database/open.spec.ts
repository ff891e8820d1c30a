import { stat } from 'node:fs/promises';
import { describeOnEachDatabase, describeWith, freshMysql, freshSqlite } from '@decnet/testing';
import { migrate } from '../migrate.js';
import { openDatabase } from './open.js';

describe('a new SQLite file', () => {
  it('is readable by its owner alone, with its side files', async () => {
    const fresh = await freshSqlite();
    const db = await openDatabase(fresh.url);
    await migrate(db);
    const path = fresh.url.slice('sqlite:'.length);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    await db.close();
    await fresh.drop();
  });

  it('is durable: WAL with synchronous FULL, foreign keys on', async () => {
    const fresh = await freshSqlite();
    const db = await openDatabase(fresh.url);
    const pragma = async (name: string) => Object.values((await db.dataSource.query<object[]>(`PRAGMA ${name}`))[0]!)[0];
    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
    await db.close();
    await fresh.drop();
  });
});

it('SQLite in memory works for one process', async () => {
  const db = await openDatabase('sqlite::memory:');
  await migrate(db);
  expect(await db.mazes.page({ limit: 1, offset: 0 })).toMatchObject({ total: 0, heads: [] });
  await db.close();
});

describeWith('mysql', 'a connection to MySQL', (server) => {
  it('reads what is committed, waits for a row five seconds, and compares text byte by byte', async () => {
    const fresh = await freshMysql(server);
    const db = await openDatabase(fresh.url);
    const [row] = await db.dataSource.query<object[]>('SELECT @@tx_isolation AS isolation, @@innodb_lock_wait_timeout AS patience, @@collation_connection AS collation');
    expect(row).toEqual({ isolation: 'READ-COMMITTED', patience: 5, collation: 'utf8mb4_bin' });
    await db.close();
    await fresh.drop();
  });
});

describeOnEachDatabase('an open database', (open) => {
  it('answers a ping, and fails it once closed', async () => {
    const db = await open();
    await db.ping();
    await db.close();
    await expect(db.ping()).rejects.toThrow(/not/i);
  });

  it('keeps text binary: emoji, case and 64-bit numbers come back as they went in', async () => {
    const db = await open();
    await db.dataSource.query('INSERT INTO locks (name, value) VALUES (?, ?), (?, ?)', ['🐙 a', 2 ** 53 - 1, '🐙 A', -5]);
    expect(await db.dataSource.query("SELECT name, value FROM locks WHERE name LIKE '%a' ESCAPE '!' AND name = ?", ['🐙 a'])).toEqual([{ name: '🐙 a', value: 2 ** 53 - 1 }]);
    expect(await db.dataSource.query('SELECT value FROM locks WHERE name = ?', ['🐙 A'])).toEqual([{ value: -5 }]);
  });
});
