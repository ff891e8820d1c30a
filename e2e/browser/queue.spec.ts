import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TopologyResponse, WorkerListResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Locator, Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { drained, enqueue, liveMaze, mutationsOf } from '../support/live-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

const FINANCE: Op = { op: 'add_lan', name: 'finance' };
const BOOKS: Op = { op: 'add_decky', name: 'books', lan: 'finance', services: ['ssh'] };
/** There is one of this name already. */
const TWICE: Op = { op: 'add_decky', name: 'leaf', lan: 'inner' };

describeWith('chromium', 'the queue of a running maze, in the browser', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let maze: TopologyResponse;
  let page: Page;
  /** Where the reconciler is held, by checkpoint. */
  const gates = new Map<string, Promise<void>>();

  /** Holds the reconciler whenever it comes to this checkpoint, until the returned function is called. */
  const hold = (point: string): (() => void) => {
    let open!: () => void;
    gates.set(point, new Promise((resolve) => { open = resolve; }));
    return () => {
      gates.delete(point);
      open();
    };
  };
  const openQueue = async (username = 'admin', password = ADMIN_PASSWORD): Promise<void> => {
    page = await browser.newPage();
    await openSignedIn(page, `${master.url}/mazes/${maze.id}`, username, password);
    await page.locator('[data-connection="live"]').waitFor();
    await page.getByRole('tab', { name: /^Queue/ }).click();
  };
  const row = (sentence: string, stage: string): Locator => page.locator(`tr[data-stage="${stage}"]`, { hasText: sentence });
  const tab = (name: RegExp): Locator => page.getByRole('tab', { name });
  const stages = (): Promise<string[]> => page.locator('tr[data-mutation]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-stage') ?? ''));

  beforeAll(async () => {
    if (!existsSync(join(WEB_ROOT_OF_SOURCES, 'index.html'))) throw new Error('the page is not built: npm run build');
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES, checkpoint: (point) => gates.get(point) });
    await master.admin.post('/users', { username: 'vera', password: ADMIN_PASSWORD, role: 'viewer' });
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  beforeEach(async () => { maze = await liveMaze(master.admin); });
  afterEach(async () => {
    await page?.context().close();
    await drained(master.admin, maze.id);
  });
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  it('says what it is for while it is empty', async () => {
    await openQueue();
    await page.getByRole('tabpanel').getByText('A change of a running maze lines up here').waitFor();
  });

  it('shows each change waiting, applying and applied, and the drawing follows', async () => {
    await openQueue();
    const begin = hold('after claim');
    const record = hold('before record');
    try {
      await enqueue(master.admin, maze.id, [FINANCE, BOOKS]);
      await row('Add LAN finance', 'waiting').getByText('next').waitFor();
      await row('Add decky books to finance', 'waiting').getByText('1 before it').waitFor();
      await tab(/^Queue 2$/).waitFor();
      begin();
      await row('Add LAN finance', 'applying').waitFor();
      const cancel = page.getByRole('button', { name: 'Cancel: Add LAN finance' });
      expect([await cancel.getAttribute('aria-disabled'), await cancel.getAttribute('aria-description')]).toEqual(['true', 'It has begun already: too late to cancel.']);
      // It is drawn as what will be, and not counted.
      await page.locator('[data-lan="finance"]').waitFor();
      await page.getByText(`${maze.lanCount} LANs · ${maze.deckyCount} deckies`).waitFor();
    } finally {
      begin();
      record();
    }
    await row('Add LAN finance', 'applied').waitFor();
    await row('Add decky books to finance', 'applied').waitFor();
    expect(await stages()).toEqual(['applied', 'applied']);
    await tab(/^Queue$/).waitFor();
    await page.locator('[data-lan="finance"]').waitFor();
    await page.locator('[data-decky="books"][data-state="running"]').waitFor();
    await page.getByText(`${maze.lanCount + 1} LANs · ${maze.deckyCount + 1} deckies`).waitFor();
    await page.getByRole('log').getByText(/^Applied: Add decky books to finance/).waitFor({ state: 'attached' });
  });

  it('shows why a change was refused, and keeps it marked until it was seen', async () => {
    await openQueue();
    await tab(/^Live feed/).click();
    await enqueue(master.admin, maze.id, [TWICE]);
    await tab(/^Queue 1 failed$/).click();
    await row('Add decky leaf to inner', 'failed').getByText('another decky is called leaf, too').waitFor();
    await page.getByRole('log').getByText(/^Failed: Add decky leaf to inner.*: another decky is called leaf, too/).waitFor({ state: 'attached' });
    await tab(/^History/).click();
    await tab(/^Queue 1 failed$/).click();
    await page.getByText('A change failed.').waitFor();
    await page.getByRole('button', { name: 'Seen' }).click();
    await tab(/^Queue$/).waitFor();
    await row('Add decky leaf to inner', 'failed').waitFor();
  });

  it('takes out what waits when an admin cancels it, and says so when that is too late', async () => {
    await openQueue();
    const begin = hold('after claim');
    try {
      await enqueue(master.admin, maze.id, [FINANCE, BOOKS]);
      await page.getByRole('button', { name: 'Cancel: Add decky books to finance' }).click();
      await row('Add decky books to finance', 'cancelled').waitFor();
      expect((await mutationsOf(master.admin, maze.id)).map(({ state, reason }) => [state, reason])).toEqual([['pending', null], ['failed', expect.stringContaining('CANCELLED')]]);
      expect(await page.getByText('A change failed.').count()).toBe(0);
      const late = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'this mutation is applying', code: 'ILLEGAL_TRANSITION', from: 'applying', to: 'failed' };
      await page.route('**/mutations/*', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(late) }));
      await page.getByRole('button', { name: 'Cancel: Add LAN finance' }).click();
      await page.getByRole('alert').getByText('It has begun already: too late to cancel.').waitFor();
    } finally {
      begin();
    }
  });

  it('lets a viewer look and cancel nothing, and says why', async () => {
    const begin = hold('after claim');
    try {
      await enqueue(master.admin, maze.id, [FINANCE]);
      await openQueue('vera');
      await row('Add LAN finance', 'waiting').waitFor();
      const cancel = page.getByRole('button', { name: 'Cancel: Add LAN finance' });
      expect([await cancel.getAttribute('aria-disabled'), await cancel.getAttribute('aria-description')]).toEqual(['true', expect.stringContaining('Your role is viewer')]);
      await cancel.click({ force: true });
      expect((await mutationsOf(master.admin, maze.id)).map(({ state }) => state)).toEqual(['pending']);
    } finally {
      begin();
    }
    await row('Add LAN finance', 'applied').waitFor();
  });

  it('loads what was before by page, and shows one state alone', async () => {
    const turns = Array.from({ length: 55 }, (_, index): Op => ({ op: 'update_decky', decky: 'solo', patch: { forwardsL3: index % 2 === 0 } }));
    await enqueue(master.admin, maze.id, [TWICE, ...turns]);
    await drained(master.admin, maze.id);
    await openQueue();
    await page.getByRole('button', { name: 'Older' }).click();
    await row('Add decky leaf to inner', 'failed').waitFor();
    expect(await stages()).toEqual([...turns.map(() => 'applied'), 'failed']);
    await page.getByRole('radiogroup', { name: 'Changes to show' }).getByText('Failed').click();
    await row('Change decky solo', 'applied').first().waitFor({ state: 'detached' });
    expect(await stages()).toEqual(['failed']);
    await enqueue(master.admin, maze.id, [{ ...TWICE, name: 'gateway' }]);
    await row('Add decky gateway to inner', 'failed').waitFor();
    await page.getByRole('radiogroup', { name: 'Changes to show' }).getByText('Waiting').click();
    await page.getByText('No change waits.').waitFor();
  });

  it('says when the decky that somebody looks at is removed, and still knows its name', async () => {
    await openQueue();
    await page.locator('[data-decky="solo"]').click();
    await enqueue(master.admin, maze.id, [{ op: 'remove_decky', decky: maze.deckies.find(({ name }) => name === 'solo')!.id }]);
    await row('Remove decky solo', 'applied').waitFor();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: 'solo is gone' }).waitFor();
    await page.locator('[data-decky="solo"]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await page.getByRole('heading', { name: 'solo is gone' }).waitFor({ state: 'detached' });
  });

  it.each(['dark', 'light'] as const)('has no serious barrier with %s colours, with failures and a long line', async (colorScheme) => {
    const begin = hold('after claim');
    try {
      await openQueue();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await enqueue(master.admin, maze.id, [TWICE, ...Array.from({ length: 8 }, () => FINANCE)]);
      await row('Add LAN finance', 'waiting').first().waitFor();
      expect(await seriousBarriers(page)).toEqual([]);
      begin();
      await page.getByText('8 changes failed').waitFor();
      expect(await seriousBarriers(page)).toEqual([]);
    } finally {
      begin();
    }
  });

  it('tells in the header when a worker is not well, and lists them all', async () => {
    const said: WorkerListResponse = { data: [
      { worker: 'mutator', host: 'here', pid: 7, uptimeS: 7_260, lastWorkAt: null, lastSeenAt: new Date().toISOString(), state: 'alive' },
      { worker: 'bus', host: 'there', pid: 8, uptimeS: 5, lastWorkAt: new Date().toISOString(), lastSeenAt: new Date(Date.now() - 600_000).toISOString(), state: 'gone' },
    ] };
    page = await browser.newPage();
    await page.route('**/api/v1/workers', (route) => route.fulfill({ json: said }));
    await openSignedIn(page, `${master.url}/mazes`, 'vera', ADMIN_PASSWORD);
    await page.getByRole('button', { name: '1 of 2 workers gone' }).click();
    const list = page.getByRole('dialog', { name: 'Workers' });
    expect((await list.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'Gone bus there, pid 8 heard 10 minutes ago worked just now', 'Alive mutator here, pid 7 up 2 h 1 min no work yet',
    ]);
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    said.data[1]!.state = 'alive';
    await page.getByRole('button', { name: '2 workers alive' }).waitFor();
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
