import { readFile } from 'node:fs/promises';
import type { TopologyResponse } from '@decnet/contract';
import { mazeHash } from '@decnet/domain';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, freshSqlite, type FreshDatabase } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { Importer } from '../support/importer.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

interface Drawn { name: string; x: number; y: number; width: number; height: number }

describeWith('chromium', 'a maze as a file', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let maze: TopologyResponse;
  let page: Page;

  beforeAll(async () => {
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES, mutator: false });
    maze = await master.admin.maze('/topologies', { name: 'to be saved', depth: 3, branchingFactor: 2, deckiesPerLanMin: 2, deckiesPerLanMax: 4, seed: 11 });
    browser = await TestBrowser.launch(executable);
    page = await browser.newPage();
    await openSignedIn(page, `${master.url}/mazes/${maze.id}`, 'admin', ADMIN_PASSWORD);
    await page.locator('[data-decky]').first().waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  const save = async (label: string): Promise<{ name: string; bytes: Buffer }> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label }).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  /** By name, relative to the first LAN, as wide as the first LAN is one. */
  const boxesOn = async (shown: Page): Promise<Drawn[]> => {
    const found = await shown.evaluate<Drawn[]>(`[...document.querySelectorAll('[data-lan], [data-decky]')].map((element) => {
      const box = (element.querySelector('rect') ?? element).getBoundingClientRect();
      return { name: element.getAttribute('data-lan') ?? element.getAttribute('data-decky'), x: box.x, y: box.y, width: box.width, height: box.height };
    })`);
    const first = found.find(({ name }) => name === maze.lans[0]!.name)!;
    const scaled = (value: number): number => Math.round((value / first.width) * 200) / 200;
    return found.map(({ name, x, y, width, height }) => ({ name, x: scaled(x - first.x), y: scaled(y - first.y), width: scaled(width), height: scaled(height) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  it.each([['JSON, to import again', 'to-be-saved.decnet.json', 'application/json'], ['YAML, to import again', 'to-be-saved.decnet.yaml', 'application/yaml']])('is the same maze when %s is done', async (label, name, type) => {
    const file = await save(label);
    expect(file.name).toBe(name);
    const { status, text } = await new Importer(master, database).send(file.bytes.toString().replace('to be saved', `saved as ${type}`), type);
    expect(status).toBe(201);
    const imported = JSON.parse(text) as TopologyResponse;
    expect(mazeHash(imported)).toBe(mazeHash(maze));
    expect(imported.id).not.toBe(maze.id);
  });

  it('is a compose file with every decky', async () => {
    const file = await save('Compose file');
    expect(file.name).toBe('to-be-saved.compose.yaml');
    expect(Object.keys((parse(file.bytes.toString()) as { services: object }).services).length).toBeGreaterThanOrEqual(maze.deckyCount);
  });

  it('shows the same maze when the drawing is opened beside the canvas', async () => {
    const file = await save('Drawing, SVG');
    expect(file.name).toBe('to-be-saved.svg');
    const beside = await browser.newPage();
    await beside.setContent(`<body style="margin:0">${file.bytes.toString()}</body>`);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Fit the whole maze' }).click();
    await expectSame(() => boxesOn(page), await boxesOn(beside));
    const said = await beside.locator('svg').textContent();
    for (const text of maze.lans.flatMap(({ name, subnet }) => [name, subnet])) expect(said).toContain(text);
    for (const { ip } of maze.edges) expect(said).toContain(ip);
    await beside.context().close();
  });

  /** The canvas may still be gliding. */
  async function expectSame(look: () => Promise<Drawn[]>, expected: Drawn[]): Promise<void> {
    const rounded = (boxes: Drawn[]): string => JSON.stringify(boxes.map(({ name, x, y, width, height }) => [name, ...[x, y, width, height].map((value) => Math.round(value * 50) / 50)]));
    const deadline = Date.now() + 10_000;
    let seen = await look();
    while (rounded(seen) !== rounded(expected) && Date.now() < deadline) seen = await look();
    expect(seen.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    for (const [index, box] of seen.entries()) for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(box[side] - expected[index]![side])).toBeLessThan(0.02);
  }

  it('is a picture', async () => {
    const file = await save('Picture, PNG');
    expect([file.name, file.bytes.subarray(1, 4).toString()]).toEqual(['to-be-saved.png', 'PNG']);
    expect(file.bytes.readUInt32BE(16)).toBeGreaterThan(600);
    expect(file.bytes.length).toBeGreaterThan(10_000);
  });

  it('has no serious barrier in the menu, and troubled neither scripts nor the Content-Security-Policy', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Picture, PNG' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
