import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BusServer, describeWith, type FreshDatabase, freshMysql, type TcpProxy, tcpProxy, unixBroker } from '@decnet/testing';
import { ApiProcess } from '../support/api-process.js';
import { DecnetProcess } from '../support/decnet-process.js';
import { liveMaze } from '../support/live-maze.js';

const MUTATORS = 10;
/** Every ten seconds each asks whether there is work. */
const POLL_MS = 10_000;
/** What they find out at their start is behind them. */
const SETTLE_MS = 12_000;
const WATCHED_MS = 21_000;
const MOST_CPU_MS = 1_500;
const TICK_MS = 10;

/** The one indexed query that asks for work. */
const GUARD = /SELECT t\.id, t\.status/;
const STATEMENT = /\b(SELECT|UPDATE|INSERT|DELETE|START|BEGIN|COMMIT|ROLLBACK|SET)\b[^\0]{0,80}/;

/** Processor time that a process has used, in milliseconds. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

describeWith('mysql', 'ten mutators with nothing to do', (server) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'decnet-idle-'));
  const statements: string[] = [];
  let database: FreshDatabase;
  let bus: BusServer;
  let proxy: TcpProxy;
  let api: ApiProcess;
  let engineHost: DecnetProcess;
  let mutators: DecnetProcess[];

  beforeAll(async () => {
    database = await freshMysql(server);
    bus = await unixBroker().start();
    const address = new URL(database.url);
    const heard = (chunk: Buffer) => statements.push(STATEMENT.exec(chunk.toString('latin1'))?.[0] ?? 'something else');
    proxy = await tcpProxy({ host: address.hostname, port: Number(address.port) }, heard);
    const behind = new URL(database.url);
    behind.host = `127.0.0.1:${proxy.port}`;
    const settings = { DECNET_DATA_DIR: dataDir, DECNET_DB_URL: behind.href, DECNET_BUS_URL: bus.url };
    engineHost = new DecnetProcess(['engine'], settings, /"ready":true/);
    mutators = Array.from({ length: MUTATORS }, () => new DecnetProcess(['mutate', '--watch'], settings, /"msg":"at work"/));
    api = new ApiProcess(database.url, bus.url, dataDir);
    await Promise.all([api.start(), engineHost.start()]);
    for (const mutator of mutators) await mutator.start();
  }, 180_000);
  afterAll(async () => {
    await Promise.all([engineHost, ...mutators].map((part) => part?.kill()));
    await Promise.all([api, bus].map((part) => part?.remove()));
    await proxy?.close();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }, 60_000);

  it('beside a maze that runs: ask for work and nothing else, and use no processor to speak of', async () => {
    await liveMaze(api.admin);
    await delay(SETTLE_MS);
    statements.length = 0;
    const before = mutators.map(({ pid }) => cpuOf(pid));
    await delay(WATCHED_MS);
    const spent = mutators.reduce((sum, { pid }, n) => sum + cpuOf(pid) - before[n]!, 0);
    expect(statements.filter((statement) => !GUARD.test(statement))).toEqual([]);
    const polls = Math.ceil(WATCHED_MS / POLL_MS);
    expect(statements.length).toBeGreaterThanOrEqual(MUTATORS * (polls - 1));
    expect(statements.length).toBeLessThanOrEqual(MUTATORS * polls);
    expect(spent).toBeLessThan(MOST_CPU_MS);
  }, 90_000);
});
