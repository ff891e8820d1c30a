import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnqueuedMutationsResponse, MutationListResponse, MutationsDryRunResponse, TopologyResponse } from '@decnet/contract';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { freshSqlite, type FreshDatabase } from '@decnet/testing';
import { drained, liveMaze } from '../../../e2e/support/live-maze.js';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../../../e2e/support/test-master.js';
import { Stage } from '../test/stage.js';

const ADD_LAN = JSON.stringify({ op: 'add_lan', name: 'finance' });
const ADD_DECKY = JSON.stringify({ op: 'add_decky', name: 'books', lan: 'finance', services: ['ssh'] });
const TWICE = JSON.stringify({ op: 'add_decky', name: 'leaf', lan: 'inner' });

let fresh: FreshDatabase;
let database: Database;
let master: TestMaster;
let admin: Stage;
let maze: TopologyResponse;
/** Holds the reconciler before it begins anything, while it is there. */
let gate: Promise<void> | undefined;

const play = (...args: string[]) => admin.play('--url', master.url, ...args);
const json = <T>(...args: string[]) => admin.json<T>('--url', master.url, ...args);
const mutations = (...args: string[]) => json<MutationListResponse>('topology', 'mutations', maze.name, ...args);

/** From here on nothing is applied, until the returned function is called. */
function hold(): () => void {
  let open!: () => void;
  gate = new Promise((resolve) => { open = resolve; });
  return () => {
    gate = undefined;
    open();
  };
}

beforeAll(async () => {
  fresh = await freshSqlite();
  database = await openDatabase(fresh.url);
  await migrate(database);
  master = await startTestMaster({ database, checkpoint: () => gate });
  admin = new Stage();
  admin.input = `${ADMIN_PASSWORD}\n`;
  await play('login', '--username', 'admin', '--password-stdin');
});
beforeEach(async () => { maze = await liveMaze(master.admin); });
afterEach(() => drained(master.admin, maze.id));
afterAll(async () => {
  await master.close();
  await database.close();
  await fresh.drop();
  admin.clear();
});

describe('changing a running maze from the command line', () => {
  it('waits until all are applied, telling each stage as it comes', async () => {
    const { code, out, err } = await play('topology', 'mutate', maze.name, ADD_LAN, ADD_DECKY, '--wait');
    expect([code, out]).toEqual([0, '2 applied, 0 failed']);
    const told = err.split('\n').map((line) => line.replace(/^.*: \d+ /, ''));
    expect(told.filter((line) => line.startsWith('add_lan'))).toEqual(['add_lan is pending', 'add_lan is applying', 'add_lan is applied']);
    expect(told.at(-1)).toBe('add_decky is applied');
    expect((await json<TopologyResponse>('topology', 'show', maze.name)).deckies.map(({ name }) => name)).toContain('books');
  });

  it('says which one failed and why, goes on with the others, and exits with 1', async () => {
    const { code, out, err } = await play('topology', 'mutate', maze.id, TWICE, ADD_LAN, '--wait');
    expect([code, out]).toEqual([1, '1 applied, 1 failed']);
    expect(err).toMatch(/add_decky is failed: DECKY_NAME_DUP: /);
    const { data } = await mutations('--state', 'failed');
    expect(data.map(({ op, reason }) => [op, reason])).toEqual([['add_decky', expect.stringContaining('DECKY_NAME_DUP')]]);
  });

  it('gives a script the ends, with their ids', async () => {
    const { mutations: ends } = await json<{ mutations: { id: string; state: string }[] }>('topology', 'mutate', maze.name, ADD_LAN, '--wait');
    expect(ends).toEqual([expect.objectContaining({ id: (await mutations()).data[0]!.id, op: 'add_lan', state: 'applied', reason: null })]);
  });

  it('takes ops from a document', async () => {
    writeFileSync(join(admin.home, 'ops.yaml'), 'ops:\n  - {op: add_lan, name: finance}\n  - {op: update_lan, lan: finance, patch: {name: money}}\n');
    expect(await play('topology', 'mutate', maze.name, '--file', 'ops.yaml', '--wait')).toMatchObject({ code: 0, out: '2 applied, 0 failed' });
    expect((await json<TopologyResponse>('topology', 'show', maze.name)).lans.map(({ name }) => name)).toContain('money');
  });

  it('only says what it would mean, and queues nothing', async () => {
    const { code, out } = await play('topology', 'mutate', maze.name, ADD_LAN, '--dry-run');
    expect([code, out]).toEqual([0, expect.stringMatching(/DMZ_ORPHAN[^]*create +network +lan:finance/)]);
    expect((await json<MutationsDryRunResponse>('topology', 'mutate', maze.name, TWICE, '--dry-run')).issues[0]?.code).toBe('DECKY_NAME_DUP');
    expect((await mutations()).data).toEqual([]);
  });

  it('is refused with a version that is over, as an op that is none, and for a draft', async () => {
    expect(await play('topology', 'mutate', maze.name, ADD_LAN, '--expected-version', '99')).toMatchObject({ code: 1, err: expect.stringContaining('VERSION_CONFLICT') });
    expect(await play('topology', 'mutate', maze.name, '{"op": "frobnicate"}')).toMatchObject({ code: 1, err: expect.stringMatching(/INVALID_REQUEST[^]*ops\.0\.op/) });
    expect(await play('topology', 'mutate', maze.name, '{op}')).toMatchObject({ code: 2, err: expect.stringContaining('argument 1 ({op}) is no JSON') });
    const draft = await master.admin.maze('/topologies/blank', { name: `draft of ${maze.name}` });
    expect(await play('topology', 'mutate', draft.name, ADD_LAN)).toMatchObject({ code: 1, err: expect.stringContaining('NOT_EDITABLE') });
  });

  it('ends the wait in time when nothing moves, and leaves them in the queue', async () => {
    const open = hold();
    try {
      expect(await play('topology', 'mutate', maze.name, ADD_LAN, '--wait', '--timeout', '0.5')).toMatchObject({ code: 1, err: expect.stringContaining('1 of 1 mutations') });
      expect((await mutations()).data.map(({ op }) => op)).toEqual(['add_lan']);
    } finally {
      open();
    }
  });
});

describe('the queue on the command line', () => {
  it('is listed newest first, page by page, and one that waits is cancelled by its number or id', async () => {
    const open = hold();
    try {
      const { mutations: queued } = await json<EnqueuedMutationsResponse>('topology', 'mutate', maze.name, ADD_LAN, ADD_DECKY, TWICE);
      const [first, second, third] = queued.map(({ id, seq }) => ({ id, seq: String(seq) }));
      const page = await play('topology', 'mutations', maze.name, '--limit', '2');
      expect(page.out).toMatch(new RegExp(`${third!.seq} +pending +add_decky +name=leaf lan=inner[^]*${second!.seq} +pending[^]*older ones: --before ${second!.seq}`));
      expect((await mutations('--before', second!.seq)).data.map(({ id }) => id)).toEqual([first!.id]);

      expect(await play('topology', 'cancel', maze.name, third!.seq)).toMatchObject({ code: 0, out: `${third!.seq} add_decky is cancelled` });
      expect(await play('topology', 'cancel', maze.name, second!.id)).toMatchObject({ code: 0 });
      expect(await play('topology', 'cancel', maze.name, second!.id)).toMatchObject({ code: 1, err: expect.stringContaining('ILLEGAL_TRANSITION') });
      expect(await play('topology', 'cancel', maze.name, '1')).toMatchObject({ code: 1, err: expect.stringContaining('no mutation with the number 1') });
    } finally {
      open();
    }
    const states = (await drained(master.admin, maze.id)).map(({ state }) => state);
    expect(states).toEqual(['applied', 'failed', 'failed']);
    expect(await play('topology', 'mutations', maze.name, '--state', 'pending')).toMatchObject({ code: 0, out: 'no mutations' });
  });

  it('is followed live until Ctrl-C, which is no failure', async () => {
    const watcher = new Stage();
    watcher.input = `${ADMIN_PASSWORD}\n`;
    const opened = new Promise<void>((resolve) => {
      master.api.app.getHttpServer().on('request', ({ url }: { url?: string }) => { if (url?.startsWith(`/api/v1/topologies/${maze.id}/events`)) resolve(); });
    });
    await watcher.play('--url', master.url, 'login', '--username', 'admin', '--password-stdin');
    const seen = watcher.line('applied');
    const following = watcher.play('--url', master.url, 'topology', 'mutations', maze.name, '--follow', '--state', 'applied');
    await opened;
    await play('topology', 'mutate', maze.name, ADD_LAN, '--wait');
    expect(await seen).toMatch(/ add_lan +applied$/);
    watcher.pressCtrlC();
    expect((await following).code).toBe(0);
    watcher.clear();
  });
});
