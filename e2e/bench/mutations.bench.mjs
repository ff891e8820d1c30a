// Changes of a running maze: from the request that queues an op to the word that it is applied, on the embedded engine.
import { Client } from './measure/client.mjs';
import { atMost, figure, ms, quantile, wanted } from './measure/figures.mjs';
import { dataFolder, startDecnet } from './measure/processes.mjs';
import { QueueWatch } from './measure/queue-watch.mjs';
import { BY_DECKIES } from './measure/sizes.mjs';
import { durableWrites } from './reference/durable-writes.mjs';
import { freshMysql } from './reference/fresh-mysql.mjs';

const SIZES = [10, 300];
const ROUNDS = 50;
const QUEUED = 200;
const MOST_MS = 25;
const LEAST_RATE = { sqlite: 400, mysql: 150 };

/** A decky comes, changes, its LAN is renamed, it goes: the maze keeps its size. */
const roundOf = (n, lan) => [
  { op: 'add_decky', name: `new-${n}`, lan, services: ['ssh'] },
  { op: 'update_decky', decky: `new-${n}`, patch: { services: ['ssh', 'http'], forwardsL3: true } },
  { op: 'update_lan', lan, patch: { name: `lan-of-${n}` } },
  { op: 'remove_decky', decky: `new-${n}` },
];

async function running(client, size) {
  const { id, lans } = await client.maze(`maze-${size}`, BY_DECKIES[size]);
  await client.post(`/topologies/${id}/deploy`, {});
  for (;;) {
    const { status, statusReason, deckies } = await client.get(`/topologies/${id}`);
    if (status === 'active') return { id, lan: lans.at(-1).id, size: deckies.length };
    if (status === 'failed') throw new Error(statusReason);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** One op after the other, each when the one before is applied. */
async function latencies(client, watch, { id, lan }) {
  const spent = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const op of roundOf(n, lan)) {
      const since = performance.now();
      const { mutations: [mutation] } = await client.post(`/topologies/${id}/mutations`, { ops: [op] });
      spent.push((await watch.applied(mutation.id)) - since);
    }
  }
  return spent;
}

/** All at once. @returns ops a second, from the request to the last that is applied */
async function drain(client, watch, { id, lan }) {
  const ops = Array.from({ length: QUEUED / 4 }, (_, n) => roundOf(`q${n}`, lan)).flat();
  const since = performance.now();
  const { mutations } = await client.post(`/topologies/${id}/mutations`, { ops });
  const ends = await Promise.all(mutations.map((mutation) => watch.applied(mutation.id)));
  return (QUEUED * 1_000) / (Math.max(...ends) - since);
}

async function measure(kind, settings) {
  const decnet = await startDecnet('up', dataFolder(), settings);
  const client = await Client.signIn(decnet.url);
  const rows = [];
  for (const size of SIZES) {
    const maze = await running(client, size);
    const watch = await QueueWatch.open(client, maze.id);
    await latencies(client, watch, maze);
    const spent = await latencies(client, watch, maze);
    const rates = [];
    for (let run = 0; run < 3; run += 1) rates.push(await drain(client, watch, maze));
    watch.close();
    const [p99, rate] = [quantile(spent, 0.99), quantile(rates, 0.5)];
    rows.push([kind, maze.size, ms(quantile(spent, 0.5)), ms(p99), atMost(p99, MOST_MS, 'ms'), figure(rate), size === 10 ? wanted(rate, LEAST_RATE[kind]) : '']);
  }
  await decnet.stop();
  return rows;
}

export default async function mutations() {
  const rows = await measure('sqlite', {});
  const bare = durableWrites(dataFolder());
  rows.push(['driver alone, one row', '', ms(bare.p50), ms(bare.p99), '', figure(bare.rate), '']);
  const mysql = await freshMysql();
  if (mysql) {
    rows.push(...(await measure('mysql', { DECNET_DB_URL: mysql.url })));
    const { p50, p99, rate } = await mysql.durableWrites();
    rows.push(['driver alone, one row', '', ms(p50), ms(p99), '', figure(rate), '']);
    await mysql.drop();
  }
  return {
    title: 'Changes of a running maze',
    columns: ['database', 'deckies', 'enqueue to applied p50', 'p99', 'wanted', `${QUEUED} queued at once, ops/s`, 'wanted'],
    rows,
    notes: [
      'Seen by a client of the event stream; embedded engine, its host a process of its own. Each op: a resolve and a record, each a durable transaction.',
      ...(mysql ? [] : ['MySQL was left out: DECNET_TEST_MYSQL_URL names no server.']),
    ],
  };
}
