// What the disk gives: transactions of one small row, each on the disk before the next, by the driver alone.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { quantile } from '../measure/figures.mjs';

const TRANSACTIONS = 500;

/** @returns { rate per second, p50, p99 in milliseconds } */
export function durableWrites(folder) {
  const database = new Database(join(folder, 'reference.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body TEXT)');
  const insert = database.prepare('INSERT INTO rows (body) VALUES (?)');
  const spent = Array.from({ length: TRANSACTIONS }, (_, n) => {
    const since = performance.now();
    insert.run(`row ${n}`);
    return performance.now() - since;
  });
  database.close();
  return { rate: (TRANSACTIONS * 1_000) / spent.reduce((sum, ms) => sum + ms, 0), p50: quantile(spent, 0.5), p99: quantile(spent, 0.99) };
}
