import type { TopologyResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { describeWith, freshSqlite, type FreshDatabase } from '@decnet/testing';
import type { Page } from 'playwright-core';
import { seriousBarriers } from '../support/audit-page.js';
import { openSignedIn, TestBrowser } from '../support/browser.js';
import { CanvasEditor, type Edited } from '../support/canvas-editor.js';
import { eventually } from '../support/eventually.js';
import { Seeded } from '../support/seeded.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../support/test-master.js';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';
import { randomGesture } from './random-gesture.js';

/** Of both, what the design consists of, in one order. */
function designOf({ lans, deckies, edges }: Edited | TopologyResponse): unknown {
  const byId = <T extends { id: string }>(rows: readonly T[]): T[] => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    lans: byId(lans as TopologyResponse['lans']),
    deckies: byId(deckies as TopologyResponse['deckies']).map(({ id, name, archetype, services, serviceConfig, isGateway, forwardsL3, x, y }) => ({ id, name, archetype, services, serviceConfig, isGateway, forwardsL3, x, y })),
    edges: byId(edges as TopologyResponse['edges']),
  };
}

describeWith('chromium', 'several people at one maze', (executable) => {
  let fresh: FreshDatabase;
  let database: Database;
  let master: TestMaster;
  let browser: TestBrowser;
  let maze: TopologyResponse;
  const pages: Page[] = [];

  const arrive = async (username: string): Promise<CanvasEditor> => {
    const page = await browser.newPage();
    pages.push(page);
    await openSignedIn(page, `${master.url}/mazes/${maze.id}`, username, ADMIN_PASSWORD);
    await page.locator('[data-connection="live"]').waitFor();
    return CanvasEditor.of(page);
  };
  const stored = async (): Promise<TopologyResponse> => (await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body;
  const decky = (nth: number): TopologyResponse['deckies'][number] => maze.deckies.filter(({ isGateway }) => !isGateway)[nth]!;
  /** Both pages show what the server has. */
  const agreed = async (editors: readonly CanvasEditor[]): Promise<void> => {
    for (const editor of editors) await editor.settled();
    const told = { last: '' };
    await eventually('all show what the server has', 20_000, async () => {
      const truth = JSON.stringify(designOf(await stored()));
      const shown = await Promise.all(editors.map(async (editor) => JSON.stringify(designOf(await editor.shown()))));
      told.last = `${truth}\n${shown.join('\n')}`;
      return shown.every((one) => one === truth) ? true : null;
    }, () => told.last);
  };

  beforeAll(async () => {
    fresh = await freshSqlite();
    database = await openDatabase(fresh.url);
    await migrate(database);
    master = await startTestMaster({ database, webRoot: WEB_ROOT_OF_SOURCES });
    for (const [username, role] of [['ana', 'admin'], ['ben', 'admin'], ['vera', 'viewer']]) await master.admin.post('/users', { username, password: ADMIN_PASSWORD, role });
    browser = await TestBrowser.launch(executable);
  }, 60_000);
  beforeEach(async () => { maze = await master.admin.maze('/topologies', { name: `together ${Math.random()}`, depth: 3, branchingFactor: 2, deckiesPerLanMin: 3, deckiesPerLanMax: 3, seed: 4 }); });
  afterEach(async () => { for (const page of pages.splice(0)) await page.context().close(); });
  afterAll(async () => {
    await browser?.close();
    await master?.close();
    await database?.close();
    await fresh?.drop();
  });

  /** Ben's writes are held back; ana does hers, and then his go. */
  const race = async (anas: Op[], bens: Op[], label: string): Promise<[CanvasEditor, CanvasEditor]> => {
    const [ana, ben] = [await arrive('ana'), await arrive('ben')];
    let release!: () => void;
    const gate = new Promise<void>((resolve) => { release = resolve; });
    await ben.page.route('**/edits', async (route) => {
      await gate;
      await route.continue();
    });
    expect(await ben.apply(bens, label)).toBeNull();
    expect(await ana.apply(anas, 'what ana does')).toBeNull();
    await ana.settled();
    await eventually('ana’s change is stored', 10_000, async () => ((await stored()).version > maze.version ? true : null));
    release();
    return [ana, ben];
  };
  const rename = (nth: number, name: string): Op => ({ op: 'update_decky', decky: decky(nth).id, patch: { name } });

  it('asks at the node when both changed one name, and does what was chosen', async () => {
    const [ana, ben] = await race([rename(0, 'by-ana')], [rename(0, 'by-ben')], 'Rename it');
    const card = ben.page.getByRole('region', { name: 'Conflict at by-ana' });
    await card.getByText('You and ana changed the name of by-ana.').waitFor();
    expect((await card.getByRole('definition').allInnerTexts()).sort()).toEqual([decky(0).name, 'by-ana', 'by-ben'].sort());
    expect((await stored()).deckies.map(({ name }) => name)).toContain('by-ana');
    expect(await seriousBarriers(ben.page)).toEqual([]);
    await card.getByRole('button', { name: 'Use mine' }).click();
    await ana.page.locator('[data-decky="by-ben"]').waitFor();
    await agreed([ana, ben]);
    expect((await stored()).deckies.map(({ name }) => name)).toContain('by-ben');
  });

  it('offers to restore what somebody removed, and restores it with what was to be done to it', async () => {
    const [ana, ben] = await race([{ op: 'remove_decky', decky: decky(1).id }], [{ op: 'update_decky', decky: decky(1).id, patch: { services: ['http'] } }], 'Only http');
    const card = ben.page.getByRole('region', { name: `Conflict at ${decky(1).name}` });
    await card.getByText(`ana removed ${decky(1).name}, which you need for: Only http.`).waitFor();
    await card.getByRole('button', { name: `Restore ${decky(1).name}` }).click();
    await agreed([ana, ben]);
    expect((await stored()).deckies.find(({ id }) => id === decky(1).id)).toMatchObject({ name: decky(1).name, services: ['http'] });
  });

  it('asks before it removes what somebody has just changed', async () => {
    const [ana, ben] = await race([rename(2, 'changed')], [{ op: 'remove_decky', decky: decky(2).id }], 'Remove it');
    const card = ben.page.getByRole('region', { name: 'Conflict at changed' });
    await card.getByText('ana changed changed while you removed it.').waitFor();
    await card.getByRole('button', { name: 'Keep it' }).click();
    await agreed([ana, ben]);
    expect((await stored()).deckies.map(({ id }) => id)).toContain(decky(2).id);
  });

  it.each<[string, (at: { lan: string }) => [Op[], Op[]]]>([
    ['services here and a name there', () => [[rename(0, 'renamed')], [{ op: 'update_decky', decky: decky(0).id, patch: { services: ['http'] } }]]],
    ['a bridge here and a bridge there', ({ lan }) => [[{ op: 'attach_decky', decky: decky(2).id, lan }], [{ op: 'attach_decky', decky: decky(1).id, lan }]]],
    ['a new decky here and a new decky there, of the same chosen address', ({ lan }) => [[{ op: 'add_decky', lan }], [{ op: 'add_decky', lan }]]],
  ])('merges %s, and says with whose change', async (_what, opsOf) => {
    const free = maze.lans.find(({ id }) => [1, 2].every((nth) => !maze.edges.some((edge) => edge.lanId === id && edge.deckyId === decky(nth).id)))!;
    const [anas, bens] = opsOf({ lan: free.id });
    const [ana, ben] = await race(anas, bens, 'What ben does');
    await ben.page.locator('[data-notice="merged"]').getByText('Merged with a change by ana.').waitFor();
    await agreed([ana, ben]);
    expect((await ben.accounts()).held).toEqual([]);
    await ben.page.getByRole('button', { name: 'Seen: What ben does' }).click();
    await ben.page.locator('[data-notice]').waitFor({ state: 'detached' });
  });

  it('lets the last move hold, without a question', async () => {
    const [ana, ben] = [await arrive('ana'), await arrive('ben')];
    await Promise.all([ana.place({ lans: {}, deckies: { [decky(0).id]: { x: 40, y: 200 } } }), ben.place({ lans: {}, deckies: { [decky(0).id]: { x: 60, y: 320 } } })]);
    await agreed([ana, ben]);
    expect([200, 320]).toContain((await stored()).deckies.find(({ id }) => id === decky(0).id)!.y);
    expect((await ben.accounts()).notices).toEqual([]);
  });

  it('ends equal to the server after 200 steps at random, and every gesture is accounted for', async () => {
    const random = new Seeded();
    const two = [await arrive('ana'), await arrive('ben')] as const;
    for (let step = 0; step < 100; step += 1) {
      await Promise.all(two.map((editor) => randomGesture(editor, random, step)));
    }
    for (const editor of two) {
      await eventually(`nothing is left to decide (seed ${random.seed})`, 30_000, async () => {
        await editor.decide('theirs');
        const { held, waiting } = await editor.accounts();
        return held.length === 0 && waiting === 0 ? true : null;
      });
    }
    await agreed(two);
    for (const editor of two) {
      const fates = Object.entries(await editor.fates());
      expect({ seed: random.seed, lost: fates.filter(([, fate]) => fate === 'vanished' || fate === 'waits' || fate === 'held') }).toEqual({ seed: random.seed, lost: [] });
      expect(fates.filter(([, fate]) => fate === 'landed').length).toBeGreaterThan(10);
      expect(fates.length).toBeGreaterThan(50);
    }
  }, 180_000);

  it('shows who else is here, and lets a viewer change nothing and says why at every control', async () => {
    const [ana, vera] = [await arrive('ana'), await arrive('vera')];
    await ana.page.getByRole('img', { name: 'vera looks at this maze' }).waitFor();
    await ana.page.locator(`[data-decky="${decky(0).name}"]`).click();
    await vera.page.getByRole('img', { name: `ana has ${decky(0).name} selected` }).waitFor();
    expect(await vera.apply([rename(0, 'not-by-vera')], 'Rename')).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('Your role is viewer') });
    for (const control of await vera.page.locator('[aria-disabled="true"]').all()) expect(await control.getAttribute('aria-description')).toMatch(/\w/);
    for (const name of ['Clone', 'Delete', 'Deploy']) {
      const control = vera.page.getByRole('button', { name, exact: true });
      expect([await control.getAttribute('aria-disabled'), await control.getAttribute('aria-description')]).toEqual(['true', expect.stringContaining('Your role is viewer')]);
      await control.click({ force: true });
    }
    expect((await stored()).version).toBe(maze.version);
    await vera.page.context().close();
  });

  it('has troubled neither scripts nor the Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
