import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TopologyResponse, UserListResponse, UserResponse } from '@decnet/contract';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Locator, Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { sampleMaze } from '../support/sample-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

const SOON_MS = 15_000;
const SCHEMES = ['dark', 'light'] as const;

describeWith('chromium', 'the words of the canvas: inspector, problems, search, commands, settings', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let page: Page;
  let id: string;

  const read = async (): Promise<TopologyResponse> => (await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
  const saved = (what: string, holds: (maze: TopologyResponse) => boolean): Promise<TopologyResponse> => (
    eventually(what, SOON_MS, async () => { const maze = await read(); return holds(maze) ? maze : null; }));
  const users = async (): Promise<UserResponse[]> => (await master.admin.get<UserListResponse>('/users')).body.data;
  const inspector = (): Locator => page.getByRole('complementary', { name: 'Inspector' });
  const open = async (path: string, user = 'admin', colorScheme: 'dark' | 'light' = 'dark'): Promise<void> => {
    await page?.context().close();
    page = await browser.newPage({ reducedMotion: 'reduce', colorScheme });
    await openSignedIn(page, `${master.url}${path}`, user, ADMIN_PASSWORD);
  };
  const openMaze = async (user?: string, colorScheme?: 'dark' | 'light'): Promise<void> => {
    await open(`/mazes/${id}`, user, colorScheme);
    await page.locator('[data-connection="live"]').waitFor();
  };

  beforeAll(async () => {
    if (!existsSync(join(WEB_ROOT_OF_SOURCES, 'index.html'))) throw new Error('the page is not built: npm run build');
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES });
    await master.admin.post('/users', { username: 'vera', password: ADMIN_PASSWORD, role: 'viewer' });
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  beforeEach(async () => { id = (await sampleMaze(master.admin)).id; });
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  it('renumbers a LAN with those that stand in it, as one gesture that one undo takes back', async () => {
    const before = await read();
    await openMaze();
    await page.locator('[data-lan="inner"]').getByRole('button').first().click();
    await inspector().getByLabel('Subnet').fill('10.44.0.0/16');
    await inspector().getByLabel('Subnet').press('Enter');
    const after = await saved('the LAN has the subnet', ({ lans }) => lans.some(({ subnet }) => subnet === '10.44.0.0/16'));
    const inner = after.lans.find(({ name }) => name === 'inner')!;
    expect(after.edges.filter(({ lanId }) => lanId === inner.id).map(({ ip }) => ip).sort()).toEqual(['10.44.0.2', '10.44.0.3']);
    expect(after.version).toBe(before.version + 1);
    await page.getByRole('main').press('ControlOrMeta+z');
    const undone = await saved('it is as it was', ({ lans }) => lans.every(({ subnet }) => subnet !== '10.44.0.0/16'));
    const edges = (maze: TopologyResponse): string[] => maze.edges.map((edge) => JSON.stringify(edge)).sort();
    expect(edges(undone)).toEqual(edges(before));
  });

  it('keeps what a rule refuses in the field, says why, and changes nothing', async () => {
    const { version } = await read();
    await openMaze();
    await page.locator('[data-lan="inner"]').getByRole('button').first().click();
    const subnet = inspector().getByLabel('Subnet');
    const was = await subnet.inputValue();
    for (const [text, words] of [['10.0.0.1/24', /is no subnet/], ['10.0.0.0/33', /is no subnet/]] as const) {
      await subnet.fill(text);
      await subnet.press('Enter');
      await inspector().getByText(words).waitFor();
      expect(await subnet.inputValue()).toBe(text);
    }
    await subnet.press('Escape');
    expect(await subnet.inputValue()).toBe(was);
    expect((await read()).version).toBe(version);
  });

  it('edits a decky whole: archetype, services, publishing, home', async () => {
    await openMaze();
    await page.locator('[data-decky="leaf"]').click();
    await inspector().getByLabel('Archetype').selectOption('web-server');
    await inspector().getByRole('button', { name: 'Add a service' }).click();
    await page.getByRole('menuitem', { name: 'HTTP' }).click();
    await inspector().getByLabel('Server software').selectOption('nginx');
    await inspector().getByRole('button', { name: 'Make inner its home' }).click();
    const maze = await saved('all of it is stored', ({ deckies, edges, lans }) => {
      const leaf = deckies.find(({ name }) => name === 'leaf')!;
      const home = edges.find(({ deckyId, isHome }) => isHome && deckyId === leaf.id)!;
      return lans.find((lan) => lan.id === home.lanId)!.name === 'inner' && leaf.serviceConfig.http?.server === 'nginx';
    });
    expect(maze.deckies.find(({ name }) => name === 'leaf')).toMatchObject({ archetype: 'web-server', services: ['ssh', 'http'], serviceConfig: { http: { server: 'nginx' } } });
    await inspector().getByRole('button', { name: 'Remove http' }).click();
    await saved('the service is gone with its settings', ({ deckies }) => JSON.stringify(deckies.find(({ name }) => name === 'leaf')!.serviceConfig) === '{}');
  });

  it('hides a secret until it is asked for', async () => {
    await master.admin.post(`/topologies/${id}/edits`, { ops: [{ op: 'update_decky', decky: 'leaf', patch: { serviceConfig: { ssh: { password: 'Winter-2025' } } } }] });
    await openMaze();
    await page.locator('[data-decky="leaf"]').click();
    const password = inspector().getByLabel('Password', { exact: true });
    expect(await password.getAttribute('type')).toBe('password');
    await inspector().getByRole('button', { name: 'Show Password' }).click();
    expect([await password.getAttribute('type'), await password.inputValue()]).toEqual(['text', 'Winter-2025']);
  });

  it('finds problems as they are made, and mends them where there is one way', async () => {
    await openMaze();
    await page.locator('[data-lan="dmz"]').getByRole('button').first().click();
    await inspector().getByLabel('DMZ').click();
    await page.getByRole('tab', { name: /^Problems 2$/ }).click();
    await page.getByRole('tabpanel').getByText('no LAN is the DMZ').waitFor();
    await page.getByRole('button', { name: 'Make dmz the DMZ' }).click();
    await page.getByText('No problems: every rule is kept.').waitFor();
    await saved('it is stored', ({ lans }) => lans.find(({ name }) => name === 'dmz')!.isDmz);
  });

  it('says that another maze has the subnet, which only the server knows, and gives a free one', async () => {
    const other = await sampleMaze(master.admin);
    await master.admin.post(`/topologies/${other.id}/deploy`);
    const theirs = (await master.admin.settled(other.id, ['active'])).lans.find(({ name }) => name === 'inner')!.subnet;
    await openMaze();
    await page.locator('[data-lan="inner"]').getByRole('button').first().click();
    await inspector().getByLabel('Subnet').fill(theirs);
    await inspector().getByLabel('Subnet').press('Enter');
    await page.getByRole('tab', { name: /^Problems 1$/ }).click();
    await page.getByRole('tabpanel').getByText(`${theirs} belongs to`).waitFor();
    await page.getByRole('tabpanel').getByRole('button', { name: /^Give it/ }).click();
    await page.getByText('No problems: every rule is kept.').waitFor();
    await saved('it has another', ({ lans }) => lans.every(({ subnet }) => subnet !== theirs));
  });

  it.each([['leaf', 1, 'leaf'], ['inner', 1, 'inner'], ['dmz 172', 1, 'dmz'], ['not started ssh', 2, 'gateway']] as const)('searches for %s', async (words, count, found) => {
    await openMaze();
    await page.getByRole('main').press('/');
    const search = page.getByRole('combobox', { name: 'Search LANs and deckies' });
    await search.fill(words);
    await page.getByRole('dialog').getByText(`${count} found`).waitFor();
    await search.press('Enter');
    await inspector().getByRole('heading', { name: found }).waitFor();
    expect(await page.locator(`[data-decky="${found}"], [data-lan="${found}"]`).count()).toBe(1);
  });

  it('lets a viewer see every field, change none, and says why', async () => {
    await openMaze('vera');
    await page.locator('[data-decky="leaf"]').click();
    const writes: string[] = [];
    page.on('request', (request) => { if (request.method() !== 'GET' && !request.url().endsWith('/presence')) writes.push(request.url()); });
    for (const control of [inspector().getByLabel('Name'), inspector().getByLabel('Archetype'), inspector().getByLabel('Published on the host'), inspector().getByRole('button', { name: 'Remove leaf' })]) {
      expect([await control.getAttribute('aria-disabled'), await control.getAttribute('aria-description')]).toEqual(['true', expect.stringContaining('Your role is viewer')]);
    }
    await inspector().getByLabel('Name').press('x');
    await inspector().getByLabel('Archetype').press('p');
    expect([await inspector().getByLabel('Name').inputValue(), await inspector().getByLabel('Archetype').inputValue()]).toEqual(['leaf', 'linux-server']);
    await inspector().press('o');
    await page.getByRole('treeitem', { selected: true }).press('Delete');
    await page.getByText(/^Not done: Remove leaf/).waitFor();
    expect(writes).toEqual([]);
  });

  it('adds, changes and removes users', async () => {
    await open('/mazes');
    await page.getByRole('button', { name: 'Account of admin, admin' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page.waitForURL(`${master.url}/settings`);
    await page.getByRole('button', { name: 'Add a user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User name').fill('vera');
    await dialog.getByLabel('Password', { exact: true }).fill('four words, one comma');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await dialog.getByText('This name is taken').waitFor();
    await dialog.getByLabel('User name').fill('otto');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await page.getByLabel('Role of otto').selectOption('admin');
    await eventually('otto is an admin', SOON_MS, async () => ((await users()).some(({ username, role, mustChangePassword }) => username === 'otto' && role === 'admin' && mustChangePassword) ? true : null));
    await page.getByRole('button', { name: 'Set the password of otto' }).click();
    await dialog.getByLabel('New password').fill('another four words');
    await dialog.getByRole('button', { name: 'Set password' }).click();
    await dialog.waitFor({ state: 'detached' });
    await master.signIn('otto', 'another four words');
    await page.getByRole('button', { name: 'Remove otto' }).click();
    await dialog.getByRole('button', { name: 'Remove user' }).click();
    await page.getByLabel('Role of otto').waitFor({ state: 'detached' });
    expect((await users()).map(({ username }) => username).sort()).toEqual(['admin', 'vera']);
    expect(await page.getByRole('button', { name: 'Remove admin' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('tells a viewer in the settings why there are no users to see', async () => {
    await open('/settings', 'vera');
    await page.getByText("Accounts are the admins' to see and to change.").waitFor();
    expect(await page.getByRole('button', { name: 'Add a user' }).getAttribute('aria-disabled')).toBe('true');
    expect(await seriousBarriers(page)).toEqual([]);
  });

  it.each(SCHEMES)('has no serious barrier with %s colours', async (scheme) => {
    await openMaze('admin', scheme);
    const main = page.getByRole('main');
    const barriers: Record<string, string[]> = {};
    const look = async (where: string): Promise<void> => { barriers[where] = await seriousBarriers(page); };
    await main.press('o');
    await page.getByRole('tree').waitFor();
    await page.locator('[data-lan="dmz"]').getByRole('button').first().click();
    await inspector().getByLabel('DMZ').click();
    await main.press('e');
    await page.getByRole('button', { name: 'Make dmz the DMZ' }).waitFor();
    await look('LAN, outline and problems');
    await page.getByRole('treeitem', { name: /leaf/ }).click();
    await inspector().getByLabel('Name').fill('No Name');
    await inspector().getByText(/is no name/).waitFor();
    await look('decky with a refused name');
    await inspector().getByLabel('Name').press('Escape');
    for (const [key, name] of [['/', 'Search LANs and deckies'], ['ControlOrMeta+k', 'Commands'], ['?', 'Keys']] as const) {
      await main.press(key);
      await page.getByRole('dialog', { name }).waitFor();
      await look(name);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await open('/settings', 'admin', scheme);
    await page.getByLabel('Role of vera').waitFor();
    await look('settings');
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.getByRole('dialog', { name: 'Add a user' }).waitFor();
    await look('new user');
    expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((where) => [where, []])));
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
