// Reads over HTTP, each beside a bare Fastify server that sends the same bytes, taking turns so that both meet the same machine.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from './measure/client.mjs';
import { figure, medianOf, ms, shareOf, us, wanted } from './measure/figures.mjs';
import { loadInTurns } from './measure/load.mjs';
import { dataFolder, freePort, start, startDecnet, untilAnswered } from './measure/processes.mjs';
import { BY_DECKIES } from './measure/sizes.mjs';

const COMMON = { connections: 32, duration: 3 };
const TURNS = 5;
const MAZES = 50;
const REFERENCE = resolve(import.meta.dirname, 'reference/bare-fastify.mjs');

async function fillWithMazes(client) {
  const { id } = await client.maze('measured', BY_DECKIES[300]);
  for (let n = 1; n < MAZES; n += 1) await client.maze(`maze-${n}`, { ...BY_DECKIES[10], seed: n });
  return id;
}

async function startReference(answers) {
  const folder = dataFolder();
  for (const [name, { bytes }] of Object.entries(answers)) writeFileSync(join(folder, `${name}.json`), bytes);
  const port = await freePort();
  const server = start([REFERENCE, String(port), folder], folder);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswered(`${url}/health/live`, server);
  return { url, pid: server.pid, stop: server.stop };
}

/** What is asked: ours, the same by a client that has it already, and the reference. */
function targetsOf(name, { decnet, client, reference, path, answer }) {
  const ours = { ...COMMON, pid: decnet.pid, url: `${client.api}${path}`, headers: client.headers };
  return {
    ours,
    unchanged: { ...ours, headers: { ...client.headers, 'if-none-match': answer.etag }, expected: 304 },
    bare: { ...COMMON, pid: reference.pid, url: `${reference.url}/${name}` },
  };
}

function rowsOf(title, bytes, { ours, unchanged, bare }, runs, least) {
  const row = (name, target, goal) => {
    const own = runs.get(target);
    const rate = medianOf(own, 'rate');
    const cells = [figure(rate), ms(medianOf(own, 'p50')), ms(medianOf(own, 'p99')), us(medianOf(own, 'processor')), figure(shareOf(own, runs.get(bare), 'rate'))];
    return [name, ...cells, goal(rate)];
  };
  return [
    row(`${title}, ${figure(bytes.length / 1024)} KiB`, ours, (rate) => wanted(rate, least)),
    row('… 304 by ETag', unchanged, (rate) => wanted(rate, medianOf(runs.get(ours), 'rate'))),
    row('… bare Fastify, same bytes', bare, () => ''),
  ];
}

export default async function http() {
  const decnet = await startDecnet('api');
  const client = await Client.signIn(decnet.url);
  const paths = { list: `/topologies?limit=${MAZES}`, maze: `/topologies/${await fillWithMazes(client)}` };
  const answers = { list: await client.fetch(paths.list), maze: await client.fetch(paths.maze) };
  const reference = await startReference(answers);
  const [list, maze] = ['list', 'maze'].map((name) => targetsOf(name, { decnet, client, reference, path: paths[name], answer: answers[name] }));
  const runs = await loadInTurns([list, maze].flatMap((targets) => Object.values(targets)), TURNS);
  await Promise.all([reference.stop(), decnet.stop()]);
  return {
    title: `Reads at ${COMMON.connections} connections, median of ${TURNS} runs of ${COMMON.duration} s`,
    columns: ['GET', 'requests/s', 'p50', 'p99', 'processor per request', 'rate of bare', 'wanted'],
    rows: [
      ...rowsOf(`list of ${MAZES} mazes`, answers.list.bytes, list, runs, 4_000),
      ...rowsOf('maze of 300 deckies', answers.maze.bytes, maze, runs, 1_000),
    ],
    notes: ['Load generator, DECNET and bare Fastify are processes of their own. Every request to DECNET is signed in, and its session is looked up.'],
  };
}
