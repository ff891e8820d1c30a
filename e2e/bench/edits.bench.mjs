// Writes to a maze that grows: one op each, version, rows and journal in one durable transaction.
import { Client } from './measure/client.mjs';
import { OPS_OF_A_ROUND } from './measure/edit-requests.mjs';
import { figure, medianOf, ms, shareOf, us, wanted } from './measure/figures.mjs';
import { loadInTurns } from './measure/load.mjs';
import { dataFolder, startDecnet } from './measure/processes.mjs';
import { BY_DECKIES } from './measure/sizes.mjs';
import { durableWrites } from './reference/durable-writes.mjs';

/** By number of connections: how often each goes through all ops, so that nothing is left over and every run meets the same maze. */
const ROUNDS_OF_OPS = { 1: 100, 16: 40 };
const CONNECTIONS = Object.keys(ROUNDS_OF_OPS).map(Number);
const TURNS = 5;
/** Of the rate at the smallest maze. */
const LEAST_SHARE = { 300: 0.7, 2000: 0.4 };
const LEAST_RATE = 1_000;

function targetOf({ id, lans, deckies }, connections, { decnet, client }) {
  return {
    size: deckies.length, connections, pid: decnet.pid, url: `${client.api}/topologies/${id}/edits`, headers: client.headers,
    amount: connections * ROUNDS_OF_OPS[connections] * OPS_OF_A_ROUND,
    mazeToEdit: { lans: lans.map((lan) => lan.id) },
  };
}

function rowOf({ target, atLeast, smallest }, runs) {
  const own = runs.get(target);
  const rate = medianOf(own, 'rate');
  const share = shareOf(own, runs.get(smallest), 'rate');
  const goal = target.connections === 1 ? '' : atLeast === undefined ? `${wanted(rate, LEAST_RATE)} /s` : `share ${wanted(share, atLeast)}`;
  const cells = [figure(rate), ms(medianOf(own, 'p50')), ms(medianOf(own, 'p99')), us(medianOf(own, 'processor')), figure(share)];
  return [target.size.toLocaleString('en'), target.connections, ...cells, goal];
}

export default async function edits() {
  const decnet = await startDecnet('api');
  const client = await Client.signIn(decnet.url);
  const mazes = {};
  for (const [size, parameters] of Object.entries(BY_DECKIES)) mazes[size] = await client.maze(`maze-${size}`, parameters);
  const lines = CONNECTIONS.flatMap((connections) => {
    const targets = Object.entries(mazes).map(([size, maze]) => ({ target: targetOf(maze, connections, { decnet, client }), atLeast: LEAST_SHARE[size] }));
    return targets.map((line) => ({ ...line, smallest: targets[0].target }));
  });
  const bare = [];
  const folder = dataFolder();
  const runs = await loadInTurns(lines.map(({ target }) => target), TURNS, () => bare.push(durableWrites(folder)));
  await decnet.stop();
  const reference = ['driver alone, one row', 1, figure(medianOf(bare, 'rate')), ms(medianOf(bare, 'p50')), ms(medianOf(bare, 'p99')), '', '', ''];
  return {
    title: `Edits, median of ${TURNS} runs`,
    columns: ['deckies', 'connections', 'edits/s', 'p50', 'p99', 'processor per edit', 'of smallest', 'wanted'],
    rows: [...lines.map((line) => rowOf(line, runs)), reference],
    notes: ['POST /topologies/{id}/edits with one op: a decky is added, changed, its LAN renamed, the decky removed, and again. SQLite, synchronous = FULL.'],
  };
}
