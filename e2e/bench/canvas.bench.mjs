// The canvas in a real browser on the production build, beside a page with as many bare React Flow nodes, taking turns so that both meet the same machine.
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';
import { generateMaze, generatorParameters, toDocument } from '../../dist/libs/domain/src/index.js';
import { serveBareFlow } from './measure/bare-flow.mjs';
import { Client } from './measure/client.mjs';
import { atMost, figure, medianOf, ms } from './measure/figures.mjs';
import { dragAround, framesDuring, heapOf } from './measure/frames.mjs';
import { ADMIN_PASSWORD, startDecnet } from './measure/processes.mjs';

const TURNS = Number(process.env.DECNET_BENCH_TURNS ?? 3);
const WINDOW = { width: 1920, height: 1200 };
const FLAGS = ['--no-sandbox', '--disable-gpu'];
const CONTEXT = { newId: randomUUID, takenRanges: [], subnetBase: '10.0.0.0/8' };
/** Both are wanted: 300 deckies of which every card is seen, and 1,000 on 100 LANs, seen whole. */
const SIZES = [{ deckies: 300, lans: 30, detail: 'mid' }, { deckies: 1_000, lans: 100, detail: 'far' }];
const STATUS_FRAMES = 60;

/** Exactly so many LANs: tried seed by seed. */
function mazeOf({ deckies, lans }) {
  const perLan = deckies / lans;
  for (let seed = 1; ; seed += 1) {
    const parameters = generatorParameters({ depth: lans > 50 ? 7 : 5, branchingFactor: 3, seed, deckiesPerLanMin: perLan, deckiesPerLanMax: perLan, crossEdgeProbability: 0.1, subnetBase: '10.0.0.0/8' });
    const maze = generateMaze(parameters, CONTEXT);
    if (Math.abs(maze.lans.length - lans) <= lans * 0.02) return maze;
  }
}

const FIND_STORE = `(() => {
  const element = document.querySelector('[aria-label="Drawing of the maze"]');
  for (let fiber = element[Object.keys(element).find((name) => name.startsWith('__reactFiber'))]; fiber; fiber = fiber.return) {
    const value = fiber.memoizedProps && fiber.memoizedProps.value;
    if (value && typeof value.getState === 'function' && value.getState().editing) window.benchStore = value;
  }
})()`;
/** Twenty deckies change their state in every frame. */
const TOUCH_OURS = `new Promise((done) => {
  const ids = Object.keys(window.benchStore.getState().server.deckies);
  let frame = 0;
  const tick = () => {
    const state = ['running', 'starting', 'degraded'][frame % 3];
    const changed = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [ids[(frame * 20 + index) % ids.length], { state, lastError: null, endpoints: [] }]));
    window.benchStore.setState(({ server }) => ({ server: { ...server, observed: { ...server.observed, ...changed } } }));
    frame += 1;
    if (frame < ${STATUS_FRAMES}) requestAnimationFrame(tick); else done();
  };
  requestAnimationFrame(tick);
})`;
const touchBare = (count) => `new Promise((done) => {
  let frame = 0;
  const tick = () => {
    window.benchTouch(Array.from({ length: 20 }, (_, index) => (frame * 20 + index) % ${count}), ['running', 'starting', 'degraded'][frame % 3]);
    frame += 1;
    if (frame < ${STATUS_FRAMES}) requestAnimationFrame(tick); else done();
  };
  requestAnimationFrame(tick);
})`;

async function newPage(browser) {
  const context = await browser.newContext({ viewport: WINDOW });
  return context.newPage();
}

/** Two points: on empty ground, and on something that can be dragged. */
async function pointsOf(page, ground, thing) {
  const box = await page.locator(thing).first().boundingBox();
  const pane = await page.locator(ground).boundingBox();
  return { ground: { x: pane.x + 12, y: pane.y + 180 }, thing: { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 12) } };
}

async function measure(page, { ground, thing }, touch) {
  const at = await pointsOf(page, ground, thing);
  const pan = await framesDuring(page, () => dragAround(page, at.ground));
  const drag = await framesDuring(page, () => dragAround(page, at.thing));
  const status = await framesDuring(page, () => page.evaluate(touch));
  return { pan: pan.p95, panMiddle: pan.p50, drag: drag.p95, status: status.p95, heap: await heapOf(page) };
}

async function ours(browser, decnet, id, detail) {
  const page = await newPage(browser);
  const url = `${decnet.url}/mazes/${id}`;
  await page.goto(url);
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[data-lan]').first().waitFor();
  const since = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('[data-lan]').first().waitFor();
  const open = performance.now() - since;
  const tidy = await page.evaluate(`performance.getEntriesByName('maze layout').at(-1)?.duration ?? NaN`);
  await page.locator('[data-connection="live"]').waitFor();
  await page.getByRole('button', { name: 'Fold the panel away' }).click();
  await page.getByRole('button', { name: 'Fit the whole maze' }).click();
  for (let tries = 0; tries < 12 && (await page.locator(`[data-detail="${detail}"]`).count()) === 0; tries += 1) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(400);
  }
  await page.waitForTimeout(500);
  await page.evaluate(FIND_STORE);
  const cards = await page.locator('[data-decky]').count();
  const figures = await measure(page, { ground: '.react-flow__pane', thing: detail === 'far' ? '[data-lan]' : '[data-decky]' }, TOUCH_OURS);
  await page.context().close();
  return { ...figures, open, tidy, cards };
}

async function bare(browser, reference, count) {
  const page = await newPage(browser);
  await page.goto(`${reference.url}/?nodes=${count}`);
  await page.locator('.react-flow__node').nth(count - 1).waitFor();
  await page.waitForTimeout(500);
  const figures = await measure(page, { ground: '.react-flow__pane', thing: '.react-flow__node' }, touchBare(count));
  await page.context().close();
  return figures;
}

function rowsOf({ deckies, lans }, runs) {
  const [own, other] = [runs.map((run) => run.ours), runs.map((run) => run.bare)];
  const share = deckies > 300 ? 0.5 : 1;
  // The first drag stores every place: from then on nothing is laid out.
  const laidOut = own.filter(({ tidy }) => Number.isFinite(tidy));
  const row = (what, key, limit) => [`${what}, ${figure(deckies)} deckies`, ms(medianOf(own, key)), ms(medianOf(other, key)), limit];
  const beside = (key, part = share) => atMost(medianOf(own, key), Math.max(medianOf(other, key) * part, 16.8), 'ms');
  return [
    row('pan, p95 frame', 'pan', beside('pan')),
    row('drag, p95 frame', 'drag', beside('drag')),
    row('20 status updates a frame, p95', 'status', beside('status')),
    [`heap, ${figure(deckies)} deckies`, `${figure(medianOf(own, 'heap'))} MB`, `${figure(medianOf(other, 'heap'))} MB`, deckies > 300 ? atMost(medianOf(own, 'heap'), medianOf(other, 'heap'), 'MB') : ''],
    [`open, ${figure(deckies)} deckies on ${lans} LANs`, ms(medianOf(own, 'open')), '', atMost(medianOf(own, 'open'), 2_000, 'ms')],
    [`lay out in the worker, ${figure(deckies)} deckies`, ms(medianOf(laidOut, 'tidy')), '', atMost(medianOf(laidOut, 'tidy'), 1_000, 'ms')],
  ];
}

export default async function canvas() {
  const decnet = await startDecnet('api');
  const client = await Client.signIn(decnet.url);
  const reference = await serveBareFlow();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });
  const rows = [];
  const notes = [`Chromium ${browser.version()} without graphics hardware, window of ${WINDOW.width} by ${WINDOW.height}, median of ${TURNS} turns. A frame of 16.8 ms is as good as it gets.`];
  try {
    for (const size of SIZES) {
      const { id } = await client.post('/topologies/import', toDocument(`measured ${size.deckies}`, mazeOf(size)));
      const runs = [];
      for (let turn = 0; turn < TURNS; turn += 1) runs.push({ bare: await bare(browser, reference, size.deckies), ours: await ours(browser, decnet, id, size.detail) });
      rows.push(...rowsOf(size, runs));
      notes.push(`${figure(size.deckies)} deckies: ${medianOf(runs.map((run) => run.ours), 'cards')} cards drawn.`);
    }
  } finally {
    await browser.close();
    await Promise.all([reference.stop(), decnet.stop()]);
  }
  return { title: 'The canvas beside bare React Flow nodes', columns: ['', 'ours', 'bare', 'wanted'], rows, notes };
}
