import type { TopologyResponse, UserResponse } from '@decnet/contract';
import { describeWith, type FreshDatabase, freshSqlite } from '@decnet/testing';
import type { Locator, Page } from 'playwright-core';
import { enterCredentials, openSignedIn, TestBrowser } from '../support/browser.js';
import { MasterProcess } from '../support/master-process.js';

const PASSWORD = 'four words, one comma';
const VIEWERS_WORDS = /Your role is viewer: you see everything and change nothing/;

describeWith('chromium', 'who is allowed what, as the page shows it', (executable) => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let browser: TestBrowser;
  let maze: TopologyResponse;

  const user = async (username: string, role: 'admin' | 'viewer', more = {}): Promise<UserResponse> => (
    (await master.admin.post<UserResponse>('/users', { username, password: PASSWORD, role, ...more })).body
  );
  const open = async (username: string, path = '/mazes'): Promise<Page> => {
    const page = await browser.newPage();
    await openSignedIn(page, `${master.url}${path}`, username, PASSWORD);
    return page;
  };

  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url).start();
    maze = await master.admin.maze('/topologies', { name: 'harbour', depth: 2, seed: 3, subnetBase: '10.212.0.0/16' });
    browser = await TestBrowser.launch(executable);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await master?.remove();
    await database?.drop();
  });

  it('is said at the sign-in: a wrong password, and too many of them', async () => {
    await user('ana', 'admin');
    const page = await browser.newPage();
    await page.goto(master.url);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/auth/login'));
      await enterCredentials(page, 'mallory', `guess ${attempt}`);
      expect((await answered).status()).toBe(401);
      await page.getByRole('alert').getByText('User name or password is wrong.').waitFor();
    }
    await enterCredentials(page, 'mallory', 'guess 10');
    await page.getByRole('alert').getByText(/Too many attempts\. Wait \d+ seconds?, then try again\./).waitFor();
    await enterCredentials(page, 'ana', PASSWORD);
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
  }, 60_000);

  it('demands a password of one\'s own first, and takes the session that the change brings', async () => {
    await user('newcomer', 'viewer', { mustChangePassword: true });
    const page = await browser.newPage();
    await page.goto(`${master.url}/mazes/${maze.id}`);
    await enterCredentials(page, 'newcomer', PASSWORD);
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.goto(`${master.url}/mazes`);
    await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill('all my own words');
    await page.getByLabel('New password again').fill('all my own words');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'Mazes', exact: true }).waitFor();
    await page.getByRole('link', { name: /^harbour/ }).click();
    await page.locator('[data-connection="live"]').waitFor();
  });

  it('tells a viewer at every control why it does nothing, and it does nothing', async () => {
    await user('vera', 'viewer');
    const page = await open('vera');
    const writes: string[] = [];
    // That somebody looks is told to the others, and changes nothing.
    page.on('request', (request) => { if (request.method() !== 'GET' && !request.url().endsWith('/presence')) writes.push(`${request.method()} ${request.url()}`); });
    const refuses = async (control: Locator): Promise<void> => {
      await control.waitFor();
      expect(await control.getAttribute('aria-disabled')).toBe('true');
      expect(await control.getAttribute('aria-description')).toMatch(VIEWERS_WORDS);
      await control.hover({ force: true });
      await page.getByRole('tooltip').getByText(VIEWERS_WORDS).waitFor();
      await control.click({ force: true });
      await page.mouse.move(0, 0);
      await page.getByRole('tooltip').waitFor({ state: 'detached' });
    };
    await refuses(page.getByRole('button', { name: 'New maze' }));
    await page.getByRole('button', { name: 'Actions for harbour' }).click();
    for (const name of ['Clone', 'Delete']) await refuses(page.getByRole('menuitem', { name }));
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /^harbour/ }).click();
    await page.locator('[data-connection="live"]').waitFor();
    for (const name of ['Clone', 'Delete', 'Teardown', 'Deploy']) await refuses(page.getByRole('button', { name, exact: true }));
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(writes).toEqual([]);
  }, 60_000);

  it('shows a viewer everything: the drawing, every decky, problems and history', async () => {
    const page = await open('vera', `/mazes/${maze.id}`);
    await page.locator(`[data-decky="${maze.deckies[0]!.name}"]`).click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: maze.deckies[0]!.name }).waitFor();
    expect(await page.locator('[data-decky]').count()).toBe(maze.deckyCount);
    await page.getByRole('tab', { name: 'Problems' }).click();
    await page.getByText('No problems: every rule is kept.').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tabpanel').getByText('by admin').waitFor();
  });

  it('asks for the sign-in in place when the session has ended, and goes on where one was', async () => {
    const { id } = await user('otto', 'admin');
    const place = `/mazes/${maze.id}`;
    const page = await open('otto', place);
    await page.locator('[data-connection="live"]').waitFor();
    // Whatever ends it (time, another password, a change of role), the server answers alike.
    await master.admin.patch(`/users/${id}`, { password: 'set by an admin' });
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).waitFor();
    expect([page.url(), await dialog.getByLabel('User name').inputValue()]).toEqual([`${master.url}${place}`, 'otto']);
    await enterCredentials(page, 'otto', 'set by an admin');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('[data-connection="live"]').waitFor();

    await page.getByRole('button', { name: 'Account of otto, admin' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    await page.goto(`${master.url}${place}`);
    await enterCredentials(page, 'otto', 'set by an admin');
    await page.waitForURL(`${master.url}${place}`);
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
