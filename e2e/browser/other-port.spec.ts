import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UserListResponse } from '@decnet/contract';
import { type Database, migrate, openDatabase } from '@decnet/persistence';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { dump } from '../support/dump.js';
import type { Attempt } from '../support/hostile-page.js';
import { HostileSite } from '../support/hostile-site.js';
import { type SampleMaze, sampleMaze } from '../support/sample-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

/** Decoys listen on other ports of the same host, so an admin will open their pages in the browser that is signed in here. */
describeWith('chromium', 'a page from another port of this host', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let site: HostileSite;
  let maze: SampleMaze;
  let page: Page;

  beforeAll(async () => {
    if (!existsSync(join(WEB_ROOT_OF_SOURCES, 'index.html'))) throw new Error('the page is not built: npm run build');
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, mutator: false, webRoot: WEB_ROOT_OF_SOURCES });
    maze = await sampleMaze(master.admin);
    site = await HostileSite.start();
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await openSignedIn(page, `${master.url}/mazes`, 'admin', ADMIN_PASSWORD);
  });
  afterEach(() => page.context().close());

  const attacked = (from: Page, target: string): Promise<Attempt[]> => from.evaluate(`attack(${JSON.stringify(target)}, ${JSON.stringify(maze.id)})`);
  const refusedAll = (attempts: Attempt[]): void => expect(attempts.filter(({ got }) => got !== 'refused')).toEqual([]);

  it('reads nothing of a signed-in admin and changes nothing, in another tab', async () => {
    expect(await page.context().cookies()).toEqual([]);
    const before = await dump(database);
    const hostile = await page.context().newPage();
    await hostile.goto(`${site.url}/evil.html`);
    const attempts = await attacked(hostile, master.url);
    expect(attempts.length).toBeGreaterThan(30);
    refusedAll(attempts);
    expect(await dump(database)).toEqual(before);
    expect(await page.context().cookies()).toEqual([]);
    // And the admin is still signed in.
    await page.reload();
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
  }, 120_000);

  it('reads nothing in the very tab in which the admin was, and learns not even where from', async () => {
    const before = await dump(database);
    await page.evaluate(`location.href = ${JSON.stringify(`${site.url}/from-the-page`)}`);
    await page.waitForURL(`${site.url}/from-the-page`);
    refusedAll(await attacked(page, master.url));
    expect(await dump(database)).toEqual(before);
    await page.goto(`${master.url}/mazes`);
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
    for (const { headers } of site.heard) {
      expect([headers.cookie, headers.authorization]).toEqual([undefined, undefined]);
      expect(headers.referer ?? '').not.toContain(master.url);
    }
  }, 120_000);

  it('would read and do much of this where nobody guards against it', async () => {
    const careless = await page.context().newPage();
    await careless.goto(`${site.url}/evil.html`);
    const got = (await attacked(careless, site.url)).filter((attempt) => attempt.got !== 'refused').map(({ name }) => name);
    const expected = [
      'fetch with credentials', 'fetch of the page', 'a JSON write', 'a write of plain text', 'a delete', 'a logout', 'XMLHttpRequest', 'a form', 'a form of plain text', 'a form that signs in',
      'the API as a script', 'the API as a style', 'a frame of the API', 'a frame of the page', 'a window of the page',
    ];
    expect(expected.filter((name) => !got.includes(name))).toEqual([]);
  }, 120_000);

  it('that opened the page holds no window of it', async () => {
    const hostile = await page.context().newPage();
    await hostile.goto(`${site.url}/evil.html`);
    const [popup] = await Promise.all([page.context().waitForEvent('page'), hostile.evaluate(`void open(${JSON.stringify(`${master.url}/mazes`)})`)]);
    await popup.waitForLoadState();
    expect(await popup.evaluate('opener === null')).toBe(true);
  });

  it('that sets cookies, which ignore ports, sets nothing that counts here', async () => {
    const hostile = await page.context().newPage();
    await hostile.goto(`${site.url}/evil.html`);
    const token: string = await page.evaluate("JSON.parse(sessionStorage.getItem('decnet-session')).token");
    // Even the right token is worth nothing as a cookie.
    for (const name of ['token', 'decnet-session', 'access_token', 'authorization']) await hostile.evaluate(`document.cookie = '${name}=${token}; path=/'`);
    expect(await page.context().cookies()).toHaveLength(4);
    const status = await page.evaluate("fetch('/api/v1/topologies', { credentials: 'include' }).then(({ status }) => status)");
    expect(status).toBe(401);
    const { body } = await master.admin.get<UserListResponse>('/users');
    expect(body.total).toBe(1);
  });

  it('that sets more cookies than a request may carry locks nobody out', async () => {
    const hostile = await page.context().newPage();
    await hostile.goto(`${site.url}/evil.html`);
    // Chromium sets cookies a while after the script said so; one that reads them waits for all of its own.
    const set: string = await hostile.evaluate("for (let n = 0; n < 100; n += 1) document.cookie = `c${n}=${'x'.repeat(4000)}; path=/`; document.cookie");
    expect(set.length).toBeGreaterThan(100_000);
    // The first request that carries them is refused, and with that the browser throws them away and comes again by itself.
    expect((await page.goto(`${master.url}/mazes`))?.status()).toBe(431);
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });
});
