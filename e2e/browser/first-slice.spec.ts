import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import type { DeckyResponse, EndpointResponse, TopologyResponse } from '@decnet/contract';
import { describeWith, type FreshDatabase, freshSqlite, requirement } from '@decnet/testing';
import type { Page } from 'playwright-core';
import type { ApiClient } from '../support/api-client.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { feedRow, watched } from '../support/feed-watch.js';
import { listenersIn } from '../support/kernel-tables.js';
import { MasterProcess } from '../support/master-process.js';
import { hasSshClient, SshClient } from '../support/ssh-client.js';

const SUBNETS = '10.211.0.0/16';
const OPERATOR = { username: 'ana', password: 'four words, one comma' };
const LURE = { user: 'backup', password: 'Winter-2025' };
const SECOND = 1_000;

// Debian's chromium does not bring the other client; where Chromium is demanded, this one is, too.
const ifClient = hasSshClient() || requirement('chromium').demanded ? it : it.skip;

const has = (service: string) => ({ endpoints }: DeckyResponse): boolean => endpoints.some((endpoint) => endpoint.service === service);
const endpointOf = (decky: DeckyResponse, service: string): EndpointResponse => decky.endpoints.find((endpoint) => endpoint.service === service)!;

/** How a connection attempt ends: `connected` or the system's error code. */
function knock({ address, port }: EndpointResponse): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.once('connect', () => { socket.destroy(); resolve('connected'); });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

/** The number of events that the inspector gives for the decky that is selected. */
async function eventsInInspector(page: Page): Promise<number> {
  return Number((await page.locator('dt:text-is("Events") + dd').innerText()).replace(/\D/g, ''));
}

/** Waits until so many elements match. */
async function shown(page: Page, selector: string, count: number): Promise<void> {
  let seen = 0;
  await eventually(`${count} of ${selector}`, 10_000, async () => {
    seen = await page.locator(selector).count();
    return seen === count ? true : null;
  }, () => seen);
}

describeWith('chromium', 'a maze in the browser, from an empty list to a caught intruder', (executable) => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let browser: TestBrowser;
  let page: Page;
  let admin: ApiClient;
  let maze: TopologyResponse;
  let bait: DeckyResponse;

  const reread = async (): Promise<TopologyResponse> => (await admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body;

  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url).start();
    admin = master.admin;
    await admin.post('/users', { ...OPERATOR, role: 'admin' });
    browser = await TestBrowser.launch(executable);
    page = await browser.newPage();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await master?.remove();
    await database?.drop();
  });

  it('is generated in the dialog, with the shape that was set there', async () => {
    await openSignedIn(page, `${master.url}/mazes`, OPERATOR.username, OPERATOR.password);
    await page.getByRole('button', { name: 'New maze' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('harbour');
    await dialog.getByRole('slider', { name: 'Depth' }).press('ArrowLeft');
    await dialog.getByRole('slider', { name: 'Fewest deckies per LAN' }).press('ArrowRight');
    await dialog.getByLabel('Subnets from').fill(SUBNETS);
    await dialog.getByLabel('Seed', { exact: true }).fill('11');
    await dialog.getByRole('button', { name: 'Generate draft' }).click();
    await page.waitForURL(/\/mazes\/[0-9a-f-]{36}$/);
    const { body } = await admin.get<TopologyResponse>(`/topologies/${page.url().split('/').at(-1)}`);
    maze = body;
    expect(maze).toMatchObject({ name: 'harbour', status: 'pending', generatorConfig: { depth: 2, deckiesPerLanMin: 2, seed: 11, subnetBase: SUBNETS } });
    await page.locator(`[data-decky="${maze.deckies[0]!.name}"]`).waitFor();
    expect(await page.locator('[data-decky]').count()).toBe(maze.deckyCount);
    expect(await page.locator('[data-lan]').count()).toBe(maze.lanCount);
  });

  it('shows what others change in the draft while it is open', async () => {
    bait = maze.deckies.find(({ services }) => services.includes('ssh'))!;
    const { status } = await admin.patch(`/topologies/${maze.id}/deckies/${bait.id}`, { serviceConfig: { ...bait.serviceConfig, ssh: LURE } });
    expect(status).toBe(200);
    await page.locator(`[data-decky="${bait.name}"]`).click();
    await eventually('the inspector has the user', 10_000, async () => ((await page.getByRole('region', { name: 'SSH' }).getByLabel('User').inputValue()) === LURE.user ? true : null));
    await page.getByRole('region', { name: 'SSH' }).getByRole('button', { name: 'Show Password' }).click();
    expect(await page.getByRole('region', { name: 'SSH' }).getByLabel('Password', { exact: true }).inputValue()).toBe(LURE.password);
  });

  it('is deployed with the button, with progress, until every decky runs', async () => {
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.locator('[data-status="active"]').waitFor();
    await shown(page, '[data-decky][data-state="running"]', maze.deckyCount);
    const { statuses, progress } = await watched(page);
    expect(statuses).toEqual(['pending', 'deploying', 'active']);
    expect(progress).toContain(`0 of ${maze.deckyCount} running`);
    maze = await reread();
    bait = maze.deckies.find(({ id }) => id === bait.id)!;
    expect(await Promise.all(maze.deckies.flatMap(({ endpoints }) => endpoints).map(knock))).toEqual(maze.deckies.flatMap(({ endpoints }) => endpoints.map(() => 'connected')));
    // Those knocks are touches, too: what follows is counted from here.
    await shown(page, '[data-decky][data-hit]', maze.deckyCount);
  });

  ifClient('[needs ssh: apt-get install -y openssh-client] shows the intruder within a second: the sign-in, and every command', async () => {
    const ssh = new SshClient(endpointOf(bait, 'ssh'));
    const before = await eventsInInspector(page);
    const rowOf = (...words: string[]) => feedRow(page, words.join(', '), ({ text }) => [bait.name, 'ssh', ...words].every((word) => text.includes(word)));
    try {
      expect(await ssh.run(LURE.user, 'Winter-2026', 'id')).toMatchObject({ code: 255, stdout: '', stderr: expect.stringContaining('Permission denied') });
      await rowOf(`${LURE.user} / Winter-2026`, 'rejected');
      expect(await ssh.run('root', LURE.password, 'id')).toMatchObject({ code: 255, stdout: '' });
      await rowOf(`root / ${LURE.password}`, 'rejected');

      const shell = ssh.shell(LURE.user, LURE.password);
      await shell.see(/[$#] $/);
      const delays = { 'sign-in': (await rowOf('signed in as', `${LURE.user} / ${LURE.password}`, 'let in')).at - ssh.passwordGivenAt } as Record<string, number>;
      for (const [line, answer] of [['whoami', new RegExp(LURE.user)], ['uname -s', /Linux/], ['cat /etc/passwd', /root:x:0:0/]] as const) {
        const typedAt = await shell.type(line);
        delays[line] = (await rowOf('ran', line)).at - typedAt;
        await shell.see(answer);
      }
      await shell.type('exit');
      expect(await shell.ended).toBe(0);

      expect(await ssh.run(LURE.user, LURE.password, 'echo caught; id -un')).toMatchObject({ code: 0, stdout: `caught\n${LURE.user}\n` });
      delays.exec = (await rowOf('ran', 'echo caught')).at - ssh.passwordGivenAt;
      console.log(`from the intruder's hand to the page, in ms: ${JSON.stringify(delays)}`);
      expect(Object.entries(delays).filter(([, ms]) => ms >= SECOND)).toEqual([]);
    } finally {
      ssh.close();
    }
    expect(await eventsInInspector(page)).toBeGreaterThanOrEqual(before + 10);
  });

  ifClient('[needs curl: apt-get install -y curl] shows who asked another decky for a page, and counts it', async () => {
    const web = maze.deckies.find((decky) => has('http')(decky) && decky.id !== bait.id)!;
    const { address, port } = endpointOf(web, 'http');
    await page.locator(`[data-decky="${web.name}"]`).click();
    const before = await eventsInInspector(page);
    const askedAt = Date.now();
    const { stdout } = await promisify(execFile)('curl', ['-s', '-i', `http://${address}:${port}/admin.php?id=1`]);
    expect(stdout).toMatch(/^HTTP\/1\.1 \d{3} /);
    const row = await feedRow(page, 'GET /admin.php', ({ text }) => text.includes(web.name) && text.includes('GET /admin.php?id=1'));
    expect(row.at - askedAt).toBeLessThan(SECOND);
    expect(await eventsInInspector(page)).toBeGreaterThan(before);
    await page.locator('tr[data-seq]', { hasText: 'cat /etc/passwd' }).click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: bait.name }).waitFor();
  });

  it('is torn down with the button, and nothing listens any more', async () => {
    const endpoints = maze.deckies.flatMap((decky) => decky.endpoints);
    const sockets = endpoints.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`).sort();
    expect(listenersIn('127.0.0.0/8').filter((socket) => sockets.includes(socket))).toEqual(sockets);
    await page.getByRole('button', { name: 'Teardown' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Tear down' }).click();
    await page.locator('[data-status="torn_down"]').waitFor();
    expect(listenersIn('127.0.0.0/8').filter((socket) => sockets.includes(socket))).toEqual([]);
    expect(new Set(await Promise.all(endpoints.map(knock)))).toEqual(new Set(['ECONNREFUSED']));
    expect(await page.locator('[data-decky][data-state="running"]').count()).toBe(0);
    // What was caught is kept.
    expect(await page.locator('tr[data-seq]').count()).toBeGreaterThan(0);
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
