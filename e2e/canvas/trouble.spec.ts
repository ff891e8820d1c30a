import type { TopologyResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { describeWith, freePort, freshSqlite, type FreshDatabase } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { enterCredentials, openSignedIn, TestBrowser } from '../support/browser.js';
import { CanvasEditor } from '../support/canvas-editor.js';
import { eventually } from '../support/eventually.js';
import { MasterProcess } from '../support/master-process.js';

const OPERATOR = { username: 'ana', password: 'four words, one comma' };

describeWith('chromium', 'editing in bad weather', (executable) => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let browser: TestBrowser;
  let maze: TopologyResponse;
  let page: Page;
  let editor: CanvasEditor;
  let userId: string;

  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url, { DECNET_PORT: String(await freePort()) }).start();
    userId = (await master.admin.post<{ id: string }>('/users', { ...OPERATOR, role: 'admin' })).body.id;
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  beforeEach(async () => {
    maze = await master.admin.maze('/topologies', { name: `weather ${Math.random()}`, depth: 2, seed: 3 });
    page = await browser.newPage();
    await openSignedIn(page, `${master.url}/mazes/${maze.id}`, OPERATOR.username, OPERATOR.password);
    await page.locator('[data-connection="live"]').waitFor();
    editor = await CanvasEditor.of(page);
    await page.evaluate('window.neverReloaded = true');
  });
  afterEach(async () => {
    expect(await page.evaluate('window.neverReloaded')).toBe(true);
    await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await master?.remove();
    await database?.drop();
  });

  const decky = (nth = 0): TopologyResponse['deckies'][number] => maze.deckies[nth]!;
  const rename = (name: string, nth = 0): Op => ({ op: 'update_decky', decky: decky(nth).id, patch: { name } });
  const storedNames = async (): Promise<string[]> => (await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body.deckies.map(({ name }) => name);
  const isStored = (name: string): Promise<true> => eventually(`${name} is stored`, 30_000, async () => ((await storedNames()).includes(name) ? true : null));
  const mark = (kind: string) => page.locator(`[data-saving="${kind}"]`);
  /** The next writes are answered so instead of reaching the server. */
  const inject = async (status: number, body: object, times = 1): Promise<void> => {
    const problem = { type: 'about:blank', title: 'injected', status, detail: 'injected by the test', ...body };
    await page.route('**/edits', (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(problem) }), { times });
  };

  it.each(['stopped', 'killed'])('keeps what was done while the server was %s, says so, and sends it when the server is back', async (how) => {
    await (how === 'stopped' ? master.stop() : master.kill());
    expect(await editor.apply([rename(`while-${how}`)], 'Rename it')).toBeNull();
    await page.locator(`[data-decky="while-${how}"]`).waitFor();
    await mark('offline').getByText('Not saved: 1').waitFor();
    expect(await editor.apply([rename(`also-${how}`, 1)], 'Rename another')).toBeNull();
    await mark('offline').getByText('Not saved: 2').waitFor();
    await page.locator('[data-connection="lost"]').waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await master.start();
    await page.getByRole('button', { name: 'Try now' }).click().catch(() => undefined);
    await isStored(`while-${how}`);
    await isStored(`also-${how}`);
    await mark('saved').waitFor();
    await page.locator('[data-connection="live"]').waitFor();
  }, 90_000);

  it('keeps what was done while the network was cut', async () => {
    await page.context().setOffline(true);
    expect(await editor.apply([rename('cut-off')], 'Rename it')).toBeNull();
    await editor.place({ lans: {}, deckies: { [decky().id]: { x: 70, y: 260 } } });
    await mark('offline').waitFor();
    await page.getByRole('status').getByText('Offline', { exact: true }).waitFor();
    for (let nth = 1; nth < 4; nth += 1) expect(await editor.apply([{ op: 'add_lan', name: `cut-${nth}` }], 'Add a LAN')).toBeNull();
    await mark('offline').getByText('Not saved: 4').waitFor();
    await page.context().setOffline(false);
    await isStored('cut-off');
    await mark('saved').waitFor();
    await eventually('LANs and position are stored', 20_000, async () => {
      const { body } = await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`);
      return body.lans.filter(({ name }) => name.startsWith('cut-')).length === 3 && body.deckies.find(({ id }) => id === decky().id)?.y === 260 ? true : null;
    });
  }, 60_000);

  it('asks for the password in place when the session has ended, and goes on with what was done', async () => {
    const password = 'another one, by an admin';
    await page.route('**/edits', (route) => route.abort());
    expect(await editor.apply([rename('after-the-session')], 'Rename it')).toBeNull();
    await editor.place({ lans: {}, deckies: { [decky(1).id]: { x: 90, y: 240 } } });
    await mark('offline').waitFor();
    await master.admin.patch(`/users/${userId}`, { password });
    await page.unroute('**/edits');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await enterCredentials(page, OPERATOR.username, 'not this one');
    await dialog.getByText('User name or password is wrong.').waitFor();
    await enterCredentials(page, OPERATOR.username, password);
    await dialog.waitFor({ state: 'detached' });
    await isStored('after-the-session');
    await mark('saved').waitFor();
    await page.locator('[data-connection="live"]').waitFor();
    await master.admin.patch(`/users/${userId}`, { password: OPERATOR.password });
  }, 60_000);

  it('sends again under the same key after a 500, and it is done once', async () => {
    const keys = new Set<string>();
    page.on('request', (request) => { if (request.url().endsWith('/edits')) keys.add(request.headers()['idempotency-key'] ?? 'none'); });
    await inject(500, { code: 'INTERNAL' }, 2);
    expect(await editor.apply([{ op: 'add_decky', name: 'once', lan: maze.lans[0]!.id }], 'Add a decky')).toBeNull();
    await mark('offline').waitFor();
    await isStored('once');
    await mark('saved').waitFor();
    expect([keys.size, (await storedNames()).filter((name) => name === 'once').length]).toEqual([1, 1]);
  }, 60_000);

  it('makes a change anew after a 409, and says that it was merged', async () => {
    await inject(409, { code: 'VERSION_CONFLICT', expected: maze.version, current: maze.version });
    expect(await editor.apply([rename('after-all')], 'Rename it')).toBeNull();
    await isStored('after-all');
    await page.locator('[data-notice="merged"]').getByText('Merged: Rename it').waitFor();
    await mark('saved').waitFor();
  });

  it('takes back what the server refuses with a 422, says why, and does it again when asked', async () => {
    const issue = { code: 'LAN_NAME_DUP', severity: 'error', message: 'another LAN is called so, too', target: { kind: 'lan', id: null } };
    await inject(422, { code: 'VALIDATION_FAILED', detail: 'the edit breaks 1 rule', issues: [issue] });
    expect(await editor.apply([rename('refused-at-first')], 'Rename it')).toBeNull();
    const notice = page.locator('[data-notice="refused"]');
    await notice.getByText('Refused: Rename it').waitFor();
    await notice.getByText('another LAN is called so, too').waitFor();
    await page.locator(`[data-decky="${decky().name}"]`).waitFor();
    expect(await page.locator('[data-decky="refused-at-first"]').count()).toBe(0);
    expect(await seriousBarriers(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await isStored('refused-at-first');
    await notice.waitFor({ state: 'detached' });
  });

  it('says that the maze was deployed meanwhile, and applies the change to the running maze when asked', async () => {
    await page.route('**/edits', (route) => route.abort());
    expect(await editor.apply([{ op: 'add_decky', name: 'latecomer', lan: maze.lans[0]!.id }], 'Add latecomer')).toBeNull();
    await mark('offline').waitFor();
    expect((await master.admin.post(`/topologies/${maze.id}/deploy`)).status).toBe(202);
    await master.admin.settled(maze.id, ['active', 'degraded']);
    await page.unroute('**/edits');
    const notice = page.locator('[data-notice="not-editable"]');
    await notice.getByRole('button', { name: 'Apply to the running maze' }).click();
    await isStored('latecomer');
    await page.locator('[data-decky="latecomer"]:not([data-ghost])').waitFor();
  }, 60_000);

  it('says what was lost when the maze was deleted under the page', async () => {
    await page.route('**/edits', (route) => route.abort());
    expect(await editor.apply([rename('too-late')], 'Rename it')).toBeNull();
    await mark('offline').waitFor();
    expect((await master.admin.delete(`/topologies/${maze.id}`)).status).toBe(204);
    await page.unroute('**/edits');
    await page.locator('[data-notice="maze-gone"]').getByText('Not saved: Rename it').waitFor();
    await mark('stuck').waitFor();
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints.filter((text) => !/ERR_(INTERNET_DISCONNECTED|FAILED)|status of 500/.test(text))).toEqual([]);
  });
});
