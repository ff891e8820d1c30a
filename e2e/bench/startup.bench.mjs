// From the start of a process to its first answer, and what an idle master keeps in memory.
import { resolve } from 'node:path';
import { atMost, figure, medianOf, ms, shareOf } from './measure/figures.mjs';
import { childrenOf, processorMs, residentMiB } from './measure/kernel.mjs';
import { dataFolder, freePort, start, startDecnet, untilAnswered } from './measure/processes.mjs';

const TURNS = 9;
const MOST = 2;
const IDLE_MS = 5_000;
const REFERENCE = resolve(import.meta.dirname, 'reference/bare-nest.mjs');

async function startBare(folder) {
  const port = await freePort();
  const since = performance.now();
  const running = start([REFERENCE, String(port), folder], folder);
  const answeredMs = await untilAnswered(`http://127.0.0.1:${port}/health/live`, running, since);
  const cost = costOf({ pid: running.pid, answeredMs });
  await running.stop();
  return cost;
}

async function startApi(folder) {
  const api = await startDecnet('api', folder);
  const cost = costOf(api);
  await api.stop();
  return cost;
}

/** What it took until the first answer. */
const costOf = ({ pid, answeredMs }) => ({ answeredMs, processor: processorMs(pid), memory: residentMiB(pid) });

/** Both in turn; the very first start of each makes its tables and counts for itself. */
async function startUp() {
  const folders = { api: dataFolder(), bare: dataFolder() };
  const runs = { api: [], bare: [] };
  for (let turn = 0; turn <= TURNS; turn += 1) {
    runs.bare.push(await startBare(folders.bare));
    runs.api.push(await startApi(folders.api));
  }
  const [first] = [runs.api.shift(), runs.bare.shift()];
  const cells = (name) => [ms(medianOf(runs[name], 'answeredMs')), ms(medianOf(runs[name], 'processor')), `${figure(medianOf(runs[name], 'memory'))} MiB`];
  const share = shareOf(runs.api, runs.bare, 'answeredMs');
  return {
    title: `Start to first answer, median of ${TURNS} starts in turn`,
    columns: ['', 'first answer', 'processor', 'resident then', 'time of bare', 'wanted'],
    rows: [
      ['decnet api', ...cells('api'), figure(share), `at most ${atMost(share, MOST)}`],
      ['bare Nest, Fastify and TypeORM', ...cells('bare'), '1', ''],
    ],
    notes: [`The very first start of decnet api, which makes key, tables and the first user: ${ms(first.answeredMs)}.`],
  };
}

async function idleMemory() {
  const master = await startDecnet('up');
  const [engineHost] = childrenOf(master.pid);
  await new Promise((done) => setTimeout(done, IDLE_MS));
  const figures = [residentMiB(master.pid), residentMiB(engineHost)];
  await master.stop();
  return {
    title: `Memory of an idle master, ${IDLE_MS / 1_000} s after its start`,
    columns: ['process', 'resident'],
    rows: [['decnet up: API, reconciler, collector', `${figure(figures[0])} MiB`], ['engine host', `${figure(figures[1])} MiB`], ['together', `${figure(figures[0] + figures[1])} MiB`]],
  };
}

export default async function startup() {
  return [await startUp(), await idleMemory()];
}
