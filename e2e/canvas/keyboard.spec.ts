import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeckyResponse, TopologyListResponse, TopologyResponse } from '@decnet/contract';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { lineInFocus, tabTo } from '../support/keyboard.js';
import { drained } from '../support/live-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

const SOON_MS = 15_000;

/** The pointer is never touched: what cannot be done by keys is not done. */
describeWith('chromium', 'a maze by the keyboard alone', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let page: Page;
  let id: string;

  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key); };
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  const read = async (): Promise<TopologyResponse> => (await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
  /** Waits until the maze in the database is so. */
  const saved = (what: string, holds: (maze: TopologyResponse) => boolean): Promise<TopologyResponse> => {
    let last: TopologyResponse;
    return eventually(what, SOON_MS, async () => {
      last = await read();
      return holds(last) ? last : null;
    }, () => JSON.stringify([last.lans, last.deckies, last.edges]));
  };
  const names = ({ lans, deckies }: TopologyResponse): string[] => [...lans, ...deckies].map(({ name }) => name).sort();
  const decky = (maze: TopologyResponse, name: string): DeckyResponse => maze.deckies.find((one) => one.name === name)!;
  const placesOf = (maze: TopologyResponse, name: string): string[] => maze.edges.filter(({ deckyId }) => deckyId === decky(maze, name)?.id)
    .sort((a, b) => Number(b.isHome) - Number(a.isHome)).map(({ lanId }) => maze.lans.find((lan) => lan.id === lanId)!.name);
  /** Goes to a line of the outline by the letters of its name, and waits until the focus is there. */
  const goTo = async (name: string): Promise<void> => {
    await press('Home');
    await type(name);
    await eventually(`the focus is on ${name}`, SOON_MS, async () => ((await lineInFocus(page))?.startsWith(name) === true ? true : null), () => name);
  };
  const rename = async (name: string): Promise<void> => {
    await press('F2');
    await page.getByRole('textbox', { name: /^New name of/ }).waitFor();
    await type(name);
    await press('Enter');
    await saved(`something is called ${name}`, (maze) => names(maze).includes(name));
    await eventually('the focus is back', SOON_MS, async () => ((await lineInFocus(page))?.startsWith(name) === true ? true : null));
  };

  beforeAll(async () => {
    if (!existsSync(join(WEB_ROOT_OF_SOURCES, 'index.html'))) throw new Error('the page is not built: npm run build');
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES });
    await master.admin.post('/users', { username: 'vera', password: ADMIN_PASSWORD, role: 'viewer' });
    browser = await TestBrowser.launch(executable);
    page = await browser.newPage({ reducedMotion: 'reduce' });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  it('signs in, and begins with a blank maze', async () => {
    await page.goto(`${master.url}/mazes`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await type('admin');
    await press('Tab');
    await type(ADMIN_PASSWORD);
    await press('Enter');
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
    await tabTo(page, /^New maze/);
    await press('Enter');
    await page.getByRole('dialog').getByText('Blank').waitFor();
    await tabTo(page, /^Generated$/, 'Shift+Tab');
    await press('ArrowRight');
    await tabTo(page, 'Name');
    await type('by hand');
    await press('Enter');
    await page.locator('[data-connection="live"]').waitFor();
    const { body } = await master.admin.get<TopologyListResponse>('/topologies?q=by hand');
    id = body.data[0]!.id;
    expect(names(await read())).toEqual(['dmz', 'gateway']);
  });

  it('opens the outline with O, which has the focus', async () => {
    await press('o');
    await page.getByRole('tree', { name: 'LANs and deckies' }).waitFor();
    await eventually('the focus is on the maze', SOON_MS, async () => (await lineInFocus(page)) === 'by hand' || null);
  });

  it('adds two LANs with Insert and names them with F2', async () => {
    for (const name of ['office', 'plant']) {
      await press('Home', 'Insert');
      await page.getByRole('status').getByText(/^Added LAN/).waitFor();
      await rename(name);
    }
    expect((await read()).lans.map(({ name }) => name).sort()).toEqual(['dmz', 'office', 'plant']);
  });

  it('says what is wrong with a name while it is typed, and Escape gives the old one back', async () => {
    await goTo('plant');
    await press('F2');
    await type('Plant Nr. 1');
    await page.getByRole('status').getByText(/is no name/).waitFor();
    await press('Enter', 'Escape');
    await eventually('the focus is back', SOON_MS, async () => ((await lineInFocus(page))?.startsWith('plant') === true ? true : null));
    expect((await read()).lans.map(({ name }) => name)).toContain('plant');
  });

  it('adds five deckies, each to the LAN of the line, and names them', async () => {
    for (const [lan, name] of [['dmz', 'relay'], ['office', 'printer'], ['office', 'files'], ['plant', 'robot'], ['plant', 'historian']] as const) {
      await goTo(lan);
      await press('Insert');
      await eventually('the focus is on the new decky', SOON_MS, async () => ((await lineInFocus(page))?.startsWith('decky-') === true ? true : null));
      await rename(name);
    }
    const maze = await read();
    expect(maze.deckies.map(({ name }) => name).sort()).toEqual(['files', 'gateway', 'historian', 'printer', 'relay', 'robot']);
    expect(['relay', 'printer', 'files', 'robot', 'historian'].map((name) => placesOf(maze, name))).toEqual([['dmz'], ['office'], ['office'], ['plant'], ['plant']]);
  });

  it('shows the rules that are broken, before anything is deployed', async () => {
    await press('Escape', 'e');
    await page.getByRole('tabpanel').getByText('no chain of bridges joins office to the DMZ').waitFor();
    await page.getByRole('tabpanel').getByText('no chain of bridges joins plant to the DMZ').waitFor();
  });

  it('makes two bridges with C, and moves a decky with M', async () => {
    await press('o');
    for (const [name, lan] of [['relay', 'office'], ['files', 'plant']] as const) {
      await goTo(name);
      await press('c');
      await page.getByRole('combobox', { name: `Connect ${name} to which further LAN?` }).waitFor();
      await type(lan);
      await press('Enter');
      await saved(`${name} stands in ${lan}`, (maze) => placesOf(maze, name).includes(lan));
    }
    await goTo('historian');
    await press('m');
    await page.getByRole('combobox', { name: 'Move historian to which LAN?' }).waitFor();
    await type('office');
    await press('Enter');
    const maze = await saved('historian has moved', (now) => placesOf(now, 'historian').join() === 'office');
    expect([placesOf(maze, 'relay'), placesOf(maze, 'files')]).toEqual([['dmz', 'office'], ['office', 'plant']]);
    await press('Escape', 'e');
    await page.getByRole('tabpanel').getByText('No problems: every rule is kept.').waitFor();
  });

  it('configures services in the inspector: Enter leads there, Tab to the fields', async () => {
    await press('o');
    await goTo('relay');
    await press('Enter');
    await tabTo(page, /^Routes between its LANs/);
    await press('Space');
    await saved('relay routes', (maze) => decky(maze, 'relay').forwardsL3);
    await tabTo(page, 'Remove ssh');
    await tabTo(page, 'User');
    await page.keyboard.press('ControlOrMeta+a');
    await type('no such user!');
    await page.getByText('Has characters that are not allowed').waitFor();
    await press('Escape');
    await type('operator');
    await press('Enter');
    await tabTo(page, 'Password');
    await type('Winter-2025');
    await press('Enter');
    const maze = await saved('the lure is set', (now) => decky(now, 'relay').serviceConfig.ssh?.password !== undefined);
    expect(decky(maze, 'relay').serviceConfig).toEqual({ ssh: { user: 'operator', password: 'Winter-2025' } });
  });

  it('gives a decky another address, and refuses one that is taken', async () => {
    const maze = await read();
    const office = maze.lans.find(({ name }) => name === 'office')!;
    const taken = maze.edges.find(({ deckyId }) => deckyId === decky(maze, 'printer').id)!.ip;
    const free = taken.replace(/\d+$/, '77');
    await tabTo(page, 'Address in office', 'Shift+Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await type(taken);
    await page.getByText(`Two deckies have ${taken} in office`).waitFor();
    await press('Escape');
    await page.keyboard.press('ControlOrMeta+a');
    await type(free);
    await press('Enter');
    await saved('relay has the address', ({ edges }) => edges.some(({ deckyId, lanId, ip }) => deckyId === decky(maze, 'relay').id && lanId === office.id && ip === free));
  });

  it('deploys from the list of commands', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Commands' }).waitFor();
    await type('deploy');
    await press('Enter');
    const maze = await master.admin.settled(id, ['active']);
    expect(maze.deckies.map(({ state }) => state)).toEqual(maze.deckies.map(() => 'running'));
    await page.locator('[data-status="active"]').waitFor();
  });

  it('changes the running maze, and takes the change back', async () => {
    // Out of the field in which the list of commands was opened.
    await press('Escape', 'o');
    await goTo('plant');
    await press('Insert');
    const grown = await saved('a seventh decky runs', (maze) => maze.deckies.length === 7 && maze.deckies.every(({ state }) => state === 'running'));
    const name = grown.deckies.map((one) => one.name).find((one) => one.startsWith('decky-'))!;
    expect(placesOf(grown, name)).toEqual(['plant']);
    await drained(master.admin, id);
    await page.keyboard.press('ControlOrMeta+z');
    await saved('it is gone again', (maze) => maze.deckies.length === 6);
    expect((await drained(master.admin, id)).map(({ op, state }) => [op, state])).toEqual([['add_decky', 'applied'], ['remove_decky', 'applied']]);
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
