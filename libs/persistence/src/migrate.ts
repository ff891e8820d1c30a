import { setTimeout as pause } from 'node:timers/promises';
import { MigrationExecutor, type QueryRunner } from 'typeorm';
import type { Database } from './database/database.js';
import { isContention } from './sql/failures.js';

const PATIENCE_MS = 120_000;

/**
 * Brings the tables up to date. Of many processes at once one does it and the others wait; on SQLite all of it is one transaction,
 * on MySQL (where each DDL statement commits by itself) a migration that broke off is taken up again.
 * @returns the names of the migrations that were run
 */
export async function migrate(database: Database): Promise<string[]> {
  const runner = database.dataSource.createQueryRunner();
  try {
    return database.kind === 'sqlite' ? await migrateSqlite(runner) : await migrateMysql(runner, String(database.dataSource.options.database));
  } finally {
    await runner.release();
  }
}

async function pending(runner: QueryRunner): Promise<string[]> {
  const executor = new MigrationExecutor(runner.dataSource, runner);
  executor.transaction = 'none';
  const done = await executor.executePendingMigrations();
  return done.map((migration) => migration.name);
}

async function migrateSqlite(runner: QueryRunner): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await runner.startTransaction();
      break;
    } catch (error) {
      if (!isContention(error) || Date.now() > deadline) throw error;
    }
    await pause(Math.random() * 100);
  }
  try {
    const names = await pending(runner);
    await runner.commitTransaction();
    return names;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

async function migrateMysql(runner: QueryRunner, schema: string): Promise<string[]> {
  const lock = `decnet-migrate-${schema}`.slice(0, 64);
  const [row] = (await runner.query('SELECT GET_LOCK(?, ?) AS held', [lock, PATIENCE_MS / 1000])) as { held: number | null }[];
  if (row?.held !== 1) throw new Error('another process has been migrating the database for two minutes');
  try {
    return await pending(runner);
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [lock]);
  }
}
