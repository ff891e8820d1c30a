import type { TopologyResponse } from '@decnet/contract';
import { eventually } from '../support/eventually.js';
import { describeWith, freePort, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { feedRow, watched } from '../support/feed-watch.js';
import { MasterProcess } from '../support/master-process.js';

const OPERATOR = { username: 'ana', password: 'four words, one comma' };

describeWith('chromium', 'the page in bad weather', (executable) => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let browser: TestBrowser;
  let live: TopologyResponse;

  const open = async (path: string, options = {}): Promise<Page> => {
    const page = await browser.newPage(options);
    await openSignedIn(page, `${master.url}${path}`, OPERATOR.username, OPERATOR.password);
    return page;
  };
  /** Asks a web server of the live maze for this path. */
  const touch = async (path: string): Promise<void> => {
    // A master that was started again says `active` until it has looked, and has no endpoints while it brings the decoys back.
    const { address, port } = await eventually('an http decoy', 20_000, async () => {
      const { body } = await master.admin.get<TopologyResponse>(`/topologies/${live.id}`);
      return body.status === 'active' ? (body.deckies.flatMap(({ endpoints }) => endpoints).find(({ service }) => service === 'http') ?? null) : null;
    });
    await fetch(`http://${address}:${port}${path}`);
  };

  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url, { DECNET_PORT: String(await freePort()) }).start();
    await master.admin.post('/users', { ...OPERATOR, role: 'admin' });
    const { id } = await master.admin.maze('/topologies', { name: 'harbour', depth: 2, seed: 3, services: ['http', 'ssh'], subnetBase: '10.213.0.0/16' });
    await master.admin.post(`/topologies/${id}/deploy`);
    live = await master.admin.settled(id, ['active']);
    browser = await TestBrowser.launch(executable);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await master?.remove();
    await database?.drop();
  });

  it.each(['stopped', 'killed'])('goes on by itself when the server was %s and started again, and loses no row', async (how) => {
    const page = await open(`/mazes/${live.id}`);
    await page.locator('[data-connection="live"]').waitFor();
    await touch(`/before-${how}`);
    await feedRow(page, 'a touch before', ({ text }) => text.includes(`/before-${how}`));
    await (how === 'stopped' ? master.stop() : master.kill());
    await page.locator('[data-connection="lost"]').waitFor();
    await master.start();
    await master.admin.settled(live.id, ['active']);
    await touch(`/after-${how}`);
    await feedRow(page, 'a touch after', ({ text }) => text.includes(`/after-${how}`), 25_000);
    await page.locator('[data-connection="live"]').waitFor();

    // Watched since the page was loaded: had it been loaded anew, the rows before would have come back with the same numbers, all at once.
    const { rows } = await watched(page);
    const shownNow = () => page.locator('tr[data-seq]').evaluateAll((elements) => elements.map((element) => element.getAttribute('data-seq')));
    // The last visitor may still be hanging up: what is stored and what is shown meet when that has arrived.
    const shown = await eventually('page and store show the same', 10_000, async () => {
      const { body } = await master.admin.get<{ data: { seq: number }[] }>(`/events?topologyId=${live.id}&limit=300`);
      const seqs = await shownNow();
      return seqs.join() === body.data.map(({ seq }) => seq).join() ? seqs : null;
    });
    expect(new Set(shown).size).toBe(shown.length);
    expect(rows.filter(({ seq }) => !shown.includes(seq))).toEqual([]);
  }, 90_000);

  it('lists what stands in the way of a deploy, and leads there', async () => {
    const maze = await master.admin.maze('/topologies', { name: 'two doors', depth: 2, seed: 5, subnetBase: '10.214.0.0/16' });
    await master.admin.post(`/topologies/${maze.id}/lans`, { name: 'back-door', isDmz: true });
    const page = await open(`/mazes/${maze.id}`);
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('alert').getByText(/problems stand in the way/).waitFor();
    const problems = page.getByRole('tabpanel', { name: 'Problems' });
    await problems.getByText('DMZ_MULTIPLE').first().waitFor();
    await problems.getByRole('button', { name: /back-door is one of 2 DMZ/ }).click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: 'back-door' }).waitFor();
    expect((await watched(page)).statuses).toEqual(['pending']);
  });

  it.each(['dark', 'light'] as const)('has nothing that axe finds serious, in %s colours', async (colorScheme) => {
    const found: Record<string, string[]> = {};
    const audit = async (page: Page, name: string): Promise<void> => { found[name] = await seriousBarriers(page); };
    await touch(`/in-${colorScheme}`);
    const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${master.url}/sign-in`);
    await page.getByLabel('User name').waitFor();
    await audit(page, 'sign-in');
    await openSignedIn(page, `${master.url}/mazes`, OPERATOR.username, OPERATOR.password);
    await page.getByRole('link', { name: /^harbour/ }).waitFor();
    await audit(page, 'list');
    await page.getByRole('button', { name: 'New maze' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('yard');
    await audit(page, 'new maze');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /^harbour/ }).click();
    await page.locator('tr[data-seq]').first().waitFor();
    await page.locator('[data-decky]').first().waitFor();
    await audit(page, 'maze');
    await page.locator('tr[data-seq]').first().click();
    await page.getByRole('button', { name: 'Clear the selection' }).waitFor();
    await audit(page, 'maze with a decky selected');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tabpanel', { name: 'History' }).locator('[data-status="pending"]').first().waitFor();
    await audit(page, 'history');
    expect(Object.entries(found).filter(([, barriers]) => barriers.length > 0)).toEqual([]);
  }, 60_000);

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
