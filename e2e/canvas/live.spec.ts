import type { TopologyResponse } from '@decnet/contract';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { CanvasEditor } from '../support/canvas-editor.js';
import { eventually } from '../support/eventually.js';
import { drained, liveMaze } from '../support/live-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

describeWith('chromium', 'a running maze and a large one on the canvas', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let gate: Promise<void> | undefined;

  beforeAll(async () => {
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES, checkpoint: (point) => (point === 'after claim' ? gate : undefined) });
    await master.admin.post('/users', { username: 'ana', password: ADMIN_PASSWORD, role: 'admin' });
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  const arrive = async (id: string, username: string): Promise<Page> => {
    const page = await browser.newPage();
    await openSignedIn(page, `${master.url}/mazes/${id}`, username, ADMIN_PASSWORD);
    await page.locator('[data-connection="live"]').waitFor();
    return page;
  };

  it.each(['dark', 'light'] as const)('draws what waits as a ghost with a word, until it is applied, in %s colours', async (colorScheme) => {
    const maze = await liveMaze(master.admin);
    const page = await arrive(maze.id, 'ana');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const editor = await CanvasEditor.of(page);
    let open!: () => void;
    gate = new Promise((resolve) => { open = resolve; });
    try {
      const idOf = (name: string): string => maze.deckies.find((decky) => decky.name === name)!.id;
      const lan = maze.lans.find(({ name }) => name === 'inner')!.id;
      expect(await editor.apply([
        { op: 'add_decky', name: 'fresh', lan }, { op: 'update_decky', decky: idOf('leaf'), patch: { services: ['http'] } }, { op: 'remove_decky', decky: idOf('solo') }, { op: 'add_lan', name: 'annex' },
      ], 'Many things')).toBeNull();
      await page.locator('[data-decky="fresh"][data-ghost="added"]').getByText('to be added').waitFor();
      await page.locator('[data-decky="leaf"][data-ghost="changed"]').getByText('to be changed').waitFor();
      await page.locator('[data-decky="solo"][data-ghost="removed"]').getByText('to be removed').waitFor();
      await page.locator('[data-lan="annex"][data-ghost="added"]').getByText('to be added').first().waitFor();
      expect(await seriousBarriers(page)).toEqual([]);
    } finally {
      open();
      gate = undefined;
    }
    await drained(master.admin, maze.id);
    await page.locator('[data-decky="solo"]').waitFor({ state: 'detached' });
    await page.locator('[data-decky="fresh"]:not([data-ghost])').waitFor();
    await page.locator('[data-ghost]').first().waitFor({ state: 'detached' });
    expect((await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body.deckies.map(({ name }) => name).sort()).toEqual(['fresh', 'gateway', 'leaf']);
    await page.context().close();
  }, 60_000);

  it('outlines what others have selected on the canvas above the graph, and only there', async () => {
    const maze = await liveMaze(master.admin);
    const [ana, admin] = [await arrive(maze.id, 'ana'), await arrive(maze.id, 'admin')];
    await admin.locator('[data-decky="leaf"]').click();
    const marks = ana.locator('[data-overlay]');
    await eventually('admin’s selection is drawn', 10_000, async () => (((await marks.getAttribute('data-marks')) ?? '').endsWith('admin here') ? true : null));
    expect([await ana.locator('[data-overlay]').count(), await ana.evaluate<string>("getComputedStyle(document.querySelector('[data-overlay]')).pointerEvents")]).toEqual([1, 'none']);
    await admin.context().close();
    await ana.context().close();
  });

  it('starts with the LANs of a large maze closed, and opens one by a click, all by coming near', async () => {
    const { id, lans, deckyCount } = await master.admin.maze('/topologies', { name: 'large', depth: 6, branchingFactor: 3, deckiesPerLanMin: 10, deckiesPerLanMax: 10, seed: 21 });
    expect(deckyCount).toBeGreaterThan(400);
    const page = await arrive(id, 'ana');
    await page.locator('[data-lan]').first().waitFor();
    expect([await page.locator('[data-decky]').count(), await page.locator('[data-lan]').count()]).toEqual([0, lans.length]);
    const detail = page.locator('[data-detail="mid"][role="region"]');
    while ((await detail.count()) === 0) await page.getByRole('button', { name: 'Zoom in' }).click();
    const open = page.getByRole('button', { name: /^Open lan-(?!00)/ }).and(page.locator(':visible'));
    await open.first().waitFor();
    expect(await page.locator('[data-decky]').count()).toBe(0);
    const label = (await open.first().getAttribute('aria-label'))!;
    await page.getByRole('button', { name: label, exact: true }).dispatchEvent('click');
    await page.locator('[data-decky]').first().waitFor({ state: 'attached' });
    expect(await page.locator('[data-decky]').count()).toBe(10);
    expect(await seriousBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: label.replace('Open', 'Close'), exact: true }).dispatchEvent('click');
    await page.locator('[data-decky]').first().waitFor({ state: 'detached' });
    while ((await page.locator('[data-detail="near"][role="region"]').count()) === 0) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.context().close();
  }, 60_000);

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
