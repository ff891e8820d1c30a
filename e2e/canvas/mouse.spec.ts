import type { DeckyResponse, LanResponse, MutationListResponse, TopologyResponse } from '@decnet/contract';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Page } from 'playwright-core';
import type { ApiClient } from '../support/api-client.js';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { CanvasPage } from '../support/canvas-page.js';
import { eventually } from '../support/eventually.js';
import { MasterProcess } from '../support/master-process.js';
import { drag, dragTo, letGo, spotIn, spotOnLine } from '../support/mouse.js';

const OPERATOR = { username: 'ana', password: 'four words, one comma' };
const SECOND = 1_000;

describeWith('chromium', 'a maze drawn with the mouse, from nothing to a running one that is changed', (executable) => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let browser: TestBrowser;
  let page: Page;
  let on: CanvasPage;
  let admin: ApiClient;
  let id: string;

  const read = async (): Promise<TopologyResponse> => (await admin.get<TopologyResponse>(`/topologies/${id}`)).body;
  /** The maze as the API has it, once that is so. */
  const saved = (what: string, isSo: (maze: TopologyResponse) => boolean): Promise<TopologyResponse> => {
    let last: TopologyResponse | null = null;
    return eventually(what, 10 * SECOND, async () => {
      last = await read();
      return isSo(last) ? last : null;
    }, () => JSON.stringify(last));
  };
  const lanOf = (maze: TopologyResponse, name: string): LanResponse => maze.lans.find((lan) => lan.name === name)!;
  const deckyOf = (maze: TopologyResponse, name: string): DeckyResponse => maze.deckies.find((decky) => decky.name === name)!;
  const homeOf = (maze: TopologyResponse, decky: string): [lan: string, ip: string] => {
    const edge = maze.edges.find(({ deckyId, isHome }) => isHome && deckyId === deckyOf(maze, decky).id)!;
    return [maze.lans.find((lan) => lan.id === edge.lanId)!.name, edge.ip];
  };
  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url).start();
    admin = master.admin;
    await admin.post('/users', { ...OPERATOR, role: 'admin' });
    await admin.post('/users', { ...OPERATOR, username: 'vera', role: 'viewer' });
    browser = await TestBrowser.launch(executable);
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
    on = new CanvasPage(page);
    await openSignedIn(page, `${master.url}/mazes`, OPERATOR.username, OPERATOR.password);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await master?.remove();
    await database?.drop();
  });

  it('begins with a blank maze', async () => {
    await page.getByRole('button', { name: 'New maze' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Blank').click();
    await dialog.getByLabel('Name').fill('sketch');
    await dialog.getByRole('button', { name: /^Create/ }).click();
    await page.waitForURL(/\/mazes\/[0-9a-f-]{36}$/);
    id = page.url().split('/').at(-1)!;
    await on.lan('dmz').waitFor();
    await page.locator('[data-connection="live"]').waitFor();
    await page.getByRole('button', { name: 'Fold the panel away' }).click();
    await on.card('gateway').waitFor();
  });

  it('gets LANs where they are dropped, with the subnet that was shown before', async () => {
    const dmz = await spotIn(on.lan('dmz'));
    await dragTo(page, await on.spotOf('LAN'), { x: dmz.x - 300, y: dmz.y });
    const shown = await on.tag().innerText();
    await letGo(page);
    await drag(page, await on.spotOf('LAN'), { x: dmz.x + 300, y: dmz.y - 160 });
    const maze = await saved('three LANs', ({ lans }) => lans.length === 3);
    expect(shown).toContain(lanOf(maze, 'lan-01').subnet);
    // What was there did not move: its place is stored since the first deed.
    expect(await spotIn(on.lan('dmz'))).toEqual(dmz);
    expect(maze.lans.every(({ x, y, width, height }) => [x, y, width, height].every((value) => value !== null))).toBe(true);
  });

  it('renames in place, and says what is no name', async () => {
    await on.rename(on.head('lan-01'), 'lan-01', 'office');
    await on.head('lan-02').dblclick();
    await page.getByLabel('New name of lan-02').fill('Plant!');
    await page.getByText(/is no name/).waitFor();
    await page.getByLabel('New name of lan-02').fill('plant');
    await on.clickGround();
    await saved('new names', ({ lans }) => lans.some(({ name }) => name === 'office') && lans.some(({ name }) => name === 'plant'));
  });

  it('gets deckies where they are dropped, with the address that was shown before, and none on empty ground', async () => {
    await dragTo(page, await on.spotOf('Web server'), await spotIn(on.lan('office'), 0.5, 0.7));
    const shown = await on.tag().innerText();
    await letGo(page);
    await on.bring('Web server', on.lan('office'), 0.9);
    for (const what of ['Printer', 'IoT device', 'File server']) await on.bring(what, on.lan('plant'), 0.9);
    const maze = await saved('six deckies', ({ deckies }) => deckies.length === 6);
    expect(shown).toContain(homeOf(maze, 'decky-001')[1]);
    expect(maze.deckies.map(({ archetype }) => archetype)).toEqual(expect.arrayContaining(['web-server', 'printer', 'iot-device', 'file-server']));
    await drag(page, await on.spotOf('Printer'), await spotIn(on.ground(), 0.06, 0.3));
    await page.getByRole('alert').getByText('A decky stands in a LAN: drop it on one.').waitFor();
    expect((await read()).deckies).toHaveLength(6);
    for (const [from, to] of [['decky-001', 'web'], ['decky-002', 'wiki'], ['decky-003', 'printer'], ['decky-004', 'camera'], ['decky-005', 'files']] as const) await on.rename(on.card(from), from, to);
    await saved('their names', ({ deckies }) => ['web', 'wiki', 'printer', 'camera', 'files'].every((name) => deckies.some((decky) => decky.name === name)));
    await on.fit();
  });

  it('gets a service where it is dropped', async () => {
    await on.bring('SSH', on.card('printer'), 0.5);
    const maze = await saved('the service', (now) => deckyOf(now, 'printer').services.includes('ssh'));
    expect(deckyOf(maze, 'printer').services).toEqual(['http', 'ssh']);
    await dragTo(page, await on.spotOf('SSH'), await spotIn(on.card('printer')));
    expect(await on.tag().innerText()).toContain('printer runs SSH already.');
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });

  it('is connected by handles, with the address that was shown before', async () => {
    const shown: string[] = [];
    for (const [decky, to] of [['web', 'dmz'], ['camera', 'office']] as const) {
      await on.card(decky).hover();
      await dragTo(page, await spotIn(page.locator(`[data-decky="${decky}"] + [data-connects]`)), await spotIn(on.lan(to), 0.5, 0.9));
      shown.push(await on.tag().innerText());
      await letGo(page);
    }
    const maze = await saved('two bridges', ({ edges }) => edges.filter(({ isHome }) => !isHome).length === 2);
    const away = maze.edges.filter(({ isHome }) => !isHome);
    for (const [index, name] of ['web', 'camera'].entries()) expect(shown[index]).toContain(away.find(({ deckyId }) => deckyId === deckyOf(maze, name).id)!.ip);
  });

  it('lets bridges route from their menu', async () => {
    for (const name of ['web', 'camera']) {
      await on.card(name).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Route between its LANs' }).click();
    }
    await saved('routing', (maze) => deckyOf(maze, 'web').forwardsL3 && deckyOf(maze, 'camera').forwardsL3);
  });

  it('moves a decky to another LAN, not when Escape is pressed, and back with undo, place and all', async () => {
    const before = await read();
    await dragTo(page, await spotIn(on.card('wiki'), 0.3, 0.3), await spotIn(on.lan('plant'), 0.5, 0.95));
    const shown = await on.tag().innerText();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(homeOf(await read(), 'wiki')[0]).toBe('office');
    await drag(page, await spotIn(on.card('wiki'), 0.3, 0.3), await spotIn(on.lan('plant'), 0.5, 0.95));
    const moved = await saved('the new home', (maze) => homeOf(maze, 'wiki')[0] === 'plant');
    expect(shown).toContain(homeOf(moved, 'wiki')[1]);
    await on.tool('Undo: Move wiki to plant').click();
    const { x, y } = deckyOf(before, 'wiki');
    const back = await saved('home and place as before', (maze) => homeOf(maze, 'wiki')[0] === 'office' && deckyOf(maze, 'wiki').x === x && deckyOf(maze, 'wiki').y === y);
    expect(homeOf(back, 'wiki')).toEqual(homeOf(before, 'wiki'));
    await on.tool('Redo: Move wiki to plant').click();
    await saved('the new home again', (maze) => homeOf(maze, 'wiki')[0] === 'plant');
    await on.tool('Undo: Move wiki to plant').click();
    await saved('home as before', (maze) => homeOf(maze, 'wiki')[0] === 'office');
  });

  it('moves a LAN with all in it, and nothing else', async () => {
    const before = await read();
    const from = await spotIn(on.head('plant'), 0.3);
    await drag(page, from, { x: from.x + 64, y: from.y + 32 });
    const after = await saved('the new place', (maze) => lanOf(maze, 'plant').x !== lanOf(before, 'plant').x);
    expect(after.lans.filter(({ name }) => name !== 'plant')).toEqual(before.lans.filter(({ name }) => name !== 'plant'));
    expect(after.deckies).toEqual(before.deckies);
    expect(after.version).toBe(before.version);
  });

  it('selects an area, and changes all in it at once', async () => {
    await on.tool(/^Select an area/).click();
    const [corner, end] = [await spotIn(on.lan('plant'), -0.03, 0.2), await spotIn(on.lan('plant'), 0.97, 0.98)];
    await drag(page, corner, end);
    await on.tool(/^Select and move/).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('heading', { name: '3 selected' }).waitFor();
    await inspector.getByRole('button', { name: 'Add SSH to all' }).click();
    await saved('SSH on all', (maze) => ['printer', 'camera', 'files'].every((name) => deckyOf(maze, name).services.includes('ssh')));
    await inspector.getByRole('button', { name: 'Align left' }).click();
    await saved('one column', (maze) => new Set(['printer', 'camera', 'files'].map((name) => deckyOf(maze, name).x)).size === 1);
  });

  it('refuses to delete a LAN in which deckies live, there, and says what to do', async () => {
    await on.head('office').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('alert').getByText(/1 decky lives only here\. Move it to another LAN first/).waitFor();
    await page.getByRole('button', { name: 'Close the hint' }).click();
    expect((await read()).lans).toHaveLength(3);
  });

  it('duplicates, deletes, and takes both back', async () => {
    const before = await read();
    await on.card('camera').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    const twice = await saved('the copy', ({ deckies }) => deckies.length === 7);
    const copy = deckyOf(twice, 'camera-2');
    const lansOf = (deckyId: string): string[] => twice.edges.filter((edge) => edge.deckyId === deckyId).map(({ lanId }) => lanId).sort();
    expect([copy.services, copy.forwardsL3, lansOf(copy.id)]).toEqual([deckyOf(twice, 'camera').services, true, lansOf(deckyOf(twice, 'camera').id)]);
    await on.card('camera-2').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await saved('six again', ({ deckies }) => deckies.length === 6);
    await on.tool('Undo: Delete camera-2').click();
    await saved('seven again', ({ deckies }) => deckies.length === 7);
    await on.tool('Undo: Duplicate camera').click();
    const { deckies, edges } = await saved('as before', (maze) => maze.deckies.length === 6);
    expect([deckies.map(({ name }) => name).sort(), edges.length]).toEqual([before.deckies.map(({ name }) => name).sort(), before.edges.length]);
  });

  it('disconnects a link that is clicked', async () => {
    const before = await read();
    const link = before.edges.find(({ isHome, deckyId }) => !isHome && deckyId === deckyOf(before, 'web').id)!;
    const { x, y } = await spotOnLine(page.locator(`[data-ref-id="${link.id}"] path`).first());
    await page.mouse.click(x, y, { button: 'right' });
    await page.getByRole('menuitem', { name: 'Disconnect' }).click();
    await saved('one link less', ({ edges }) => edges.length === before.edges.length - 1);
    await on.tool(/^Undo: Delete/).click();
    const after = await saved('both again', ({ edges }) => edges.length === before.edges.length);
    expect(after.edges.map(({ ip }) => ip).sort()).toEqual(before.edges.map(({ ip }) => ip).sort());
  });

  it('tidies everything, and takes that back', async () => {
    const before = await read();
    await on.clickGround();
    await on.tool('Tidy everything (T)').click();
    await saved('new places', (maze) => lanOf(maze, 'plant').x !== lanOf(before, 'plant').x);
    await on.tool('Undo: Tidy everything').click();
    const after = await saved('places as before', (maze) => lanOf(maze, 'plant').x === lanOf(before, 'plant').x);
    expect(after.deckies.map(({ x, y }) => [x, y])).toEqual(before.deckies.map(({ x, y }) => [x, y]));
    await on.fit();
  });

  it('changes nothing while it is locked, and says why', async () => {
    const before = await read();
    await on.tool('Lock the drawing').click();
    await on.bring('Printer', on.lan('plant'), 0.9);
    await page.getByRole('alert').getByText(/The drawing is locked/).waitFor();
    expect(await on.item('Printer').getAttribute('aria-disabled')).toBe('true');
    expect(await read()).toEqual(before);
    await on.tool('Unlock the drawing').click();
  });

  it('lets a viewer look and change nothing, and says why', async () => {
    const before = await read();
    const theirs = await browser.newPage();
    await openSignedIn(theirs, `${master.url}/mazes/${id}`, 'vera', OPERATOR.password);
    const printer = theirs.locator('[data-item="Printer"]');
    await theirs.locator('[data-decky="printer"]').waitFor();
    expect([await printer.getAttribute('aria-disabled'), await printer.getAttribute('aria-description')]).toEqual(['true', expect.stringContaining('Your role is viewer')]);
    for (const from of [printer, theirs.locator('[data-decky="wiki"]')]) {
      await drag(theirs, await spotIn(from, 0.3, 0.3), await spotIn(theirs.locator('[data-lan="plant"]'), 0.5, 0.9));
      await theirs.getByRole('alert').getByText(/Your role is viewer/).waitFor();
      await theirs.getByRole('button', { name: 'Close the hint' }).click();
    }
    await theirs.locator('[data-decky="wiki"]').click();
    await theirs.keyboard.press('Delete');
    await theirs.getByRole('alert').waitFor();
    expect(await read()).toEqual(before);
    await theirs.context().close();
  });

  it.each(['dark', 'light'] as const)('has no serious barrier with %s colours: palette, tools, selection, menu, dialog', async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await on.tool(/^Select and move/).click();
    await page.keyboard.press('Control+a');
    await page.getByRole('heading', { name: '9 selected' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await on.head('plant').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add several deckies…' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Add several deckies…' }).click();
    await page.getByRole('dialog').getByText(/They get/).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('runs, and takes a decky while it runs: shown at once, then applied; undo takes it out again', async () => {
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.locator('[data-status="active"]').waitFor();
    await on.bring('Database server', on.lan('plant'), 0.95);
    await on.card('decky-006').waitFor();
    const grown = await saved('the new decky runs', (maze) => maze.deckies.length === 7 && deckyOf(maze, 'decky-006').state === 'running');
    expect(homeOf(grown, 'decky-006')[0]).toBe('plant');
    await on.tool(/^Undo: Add a database server to plant \(as a new change of the running maze\)/).click();
    await saved('it is gone', ({ deckies }) => deckies.length === 6);
    const { body } = await admin.get<MutationListResponse>(`/topologies/${id}/mutations`);
    expect(body.data.map(({ op, state }) => [op, state]).reverse()).toEqual([['add_decky', 'applied'], ['remove_decky', 'applied']]);
    await on.card('decky-006').waitFor({ state: 'detached' });
  }, 60 * SECOND);

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
