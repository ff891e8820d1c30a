// An empty schema on the server that DECNET_TEST_MYSQL_URL names, and what that server gives its driver alone.
import { createConnection } from 'mysql2/promise';
import { quantile } from '../measure/figures.mjs';

const TRANSACTIONS = 300;

/** null where no server is named */
export async function freshMysql() {
  const server = process.env.DECNET_TEST_MYSQL_URL;
  if (!server) return null;
  const schema = `decnet_bench_${process.pid}`;
  const connection = await createConnection(server);
  await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return { url: url.href, durableWrites: () => durableWrites(connection, schema), drop: () => drop(connection, schema) };
}

async function durableWrites(connection, schema) {
  await connection.query(`CREATE TABLE ${schema}.reference_rows (id INT AUTO_INCREMENT PRIMARY KEY, body TEXT)`);
  const spent = [];
  for (let n = 0; n < TRANSACTIONS; n += 1) {
    const since = performance.now();
    await connection.query(`INSERT INTO ${schema}.reference_rows (body) VALUES (?)`, [`row ${n}`]);
    spent.push(performance.now() - since);
  }
  return { rate: (TRANSACTIONS * 1_000) / spent.reduce((sum, ms) => sum + ms, 0), p50: quantile(spent, 0.5), p99: quantile(spent, 0.99) };
}

async function drop(connection, schema) {
  await connection.query(`DROP DATABASE ${schema}`);
  await connection.end();
}
