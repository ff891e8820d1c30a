// What the domain costs for growing mazes, and how that grows.
import { randomUUID } from 'node:crypto';
import { generateMaze, generatorParameters, mazeHash, planDeployment, validate } from '../../dist/libs/domain/src/index.js';
import { renderCompose } from '../../dist/libs/engine/src/index.js';
import { atMost, figure, median, ms, times } from './measure/figures.mjs';
import { BY_LANS } from './measure/sizes.mjs';

const ROUNDS = 15;
const WARM_UP_MS = 400;
const CONTEXT = { newId: randomUUID, takenRanges: [], subnetBase: '10.0.0.0/8' };

const generate = (parameters) => generateMaze(generatorParameters(parameters), CONTEXT);
const STEPS = [
  { name: 'generate', wantedMs: 40, run: ({ parameters }) => generate(parameters) },
  { name: 'validate', wantedMs: 20, run: ({ maze }) => validate(maze) },
  { name: 'hash', wantedMs: 25, run: ({ maze }) => mazeHash(maze) },
  { name: 'plan + compose', wantedMs: 25, run: ({ maze }) => renderCompose(planDeployment('00000000-0000-4000-8000-000000000000', maze)) },
];

/** A maze object of its own every time: what is remembered per object must not be measured. */
function timeOnce({ run }, parameters, maze) {
  const input = { parameters, maze: { ...maze } };
  const since = performance.now();
  run(input);
  return performance.now() - since;
}

function warmUp(step, parameters, maze) {
  for (const until = performance.now() + WARM_UP_MS; performance.now() < until;) step.run({ parameters, maze: { ...maze } });
}

/** The best of a shared machine is what the code costs, the median what one gets. */
function measure(step, { parameters, maze }) {
  warmUp(step, parameters, maze);
  globalThis.gc();
  const spent = Array.from({ length: ROUNDS }, () => timeOnce(step, parameters, maze));
  return { median: median(spent), best: Math.min(...spent) };
}

export default function domain() {
  const sizes = Object.values(BY_LANS).map((parameters) => ({ parameters, maze: generate(parameters) }));
  const deckies = sizes.map(({ maze }) => maze.deckies.length);
  const rows = STEPS.map((step) => {
    const results = sizes.map((size) => measure(step, size));
    const [small, middle, large] = results.map(({ best }) => best);
    const cells = results.map((result) => `${figure(result.best)} / ${ms(result.median)}`);
    return [step.name, ...cells, times(middle / small), times(large / middle), atMost(large, step.wantedMs, 'ms')];
  });
  const heads = sizes.map(({ maze }) => `${figure(maze.lans.length)} LANs, ${maze.deckies.length.toLocaleString('en')} deckies`);
  const growth = [1, 2].map((at) => `${figure(deckies[at] / deckies[at - 1])} × deckies`);
  return { title: `Domain, best / median of ${ROUNDS}`, columns: ['', ...heads, ...growth, 'wanted'], rows, notes: ['Every run on a maze object of its own, garbage of the runs before included. Growth is that of the best runs.'] };
}
