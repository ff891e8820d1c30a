import { writeFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import { topics } from '@decnet/bus';
import type { AcceptedResponse, CapturedEventResponse, DryRunResponse, TopologyResponse, TopologySummaryResponse, UserResponse } from '@decnet/contract';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { aCapturedEvent, freshSqlite, type FreshDatabase } from '@decnet/testing';
import { ADMIN_PASSWORD, startTestMaster, type TestMaster } from '../../../e2e/support/test-master.js';
import { Stage } from '../test/stage.js';
import type { Problem } from './http/problem.js';

let fresh: FreshDatabase;
let database: Database;
let master: TestMaster;
let admin: Stage;

const at = (): string[] => ['--url', master.url];
const play = (...args: string[]) => admin.play(...at(), ...args);
const json = <T>(...args: string[]) => admin.json<T>(...at(), ...args);

beforeAll(async () => {
  fresh = await freshSqlite();
  database = await openDatabase(fresh.url);
  await migrate(database);
  master = await startTestMaster({ database });
  admin = new Stage();
  admin.input = `${ADMIN_PASSWORD}\n`;
  await play('login', '--username', 'admin', '--password-stdin');
});

afterAll(async () => {
  await master.close();
  await database.close();
  await fresh.drop();
  admin.clear();
});

describe('mazes on the command line', () => {
  it('are made, looked at, deployed, torn down and deleted, by name or id', async () => {
    const made = await json<TopologyResponse>('topology', 'generate', 'office', '--depth', '2', '--seed', '7');
    expect((await json<TopologySummaryResponse[]>('topology', 'list', '--search', 'office')).map(({ id }) => id)).toEqual([made.id]);
    expect((await json<TopologyResponse>('topology', 'show', made.id)).name).toBe('office');
    expect((await play('topology', 'plan', 'office')).out).toMatch(/create +network +lan:lan-00/);

    const deployed = await play('topology', 'deploy', 'office', '--wait');
    expect(deployed).toMatchObject({ code: 0, out: 'office is active' });
    expect((await play('topology', 'show', 'office')).out).toMatch(/decky-001 .* running/);
    expect(await play('topology', 'teardown', 'office', '--wait')).toMatchObject({ code: 0, out: 'office is torn_down' });
    expect(await play('topology', 'delete', 'office')).toMatchObject({ code: 0 });
    expect(await play('topology', 'show', 'office')).toMatchObject({ code: 1, err: 'decnet: there is no maze called office' });
  });

  it('shows what a deploy would mean and changes nothing', async () => {
    await json('topology', 'generate', 'rehearsal', '--seed', '8');
    const { out } = await play('topology', 'deploy', 'rehearsal', '--dry-run');
    expect(out).toContain('create  network  lan:lan-00');
    expect(out).toContain('services:');
    expect((await json<DryRunResponse>('topology', 'deploy', 'rehearsal', '--dry-run')).plan.length).toBeGreaterThan(0);
    expect((await json<TopologyResponse>('topology', 'show', 'rehearsal')).status).toBe('pending');
  });

  it('travel through a file, and are cloned', async () => {
    await json('topology', 'generate', 'original', '--seed', '9');
    const document = (await play('topology', 'export', 'original')).out.replace('name: original', 'name: copy');
    writeFileSync(join(admin.home, 'copy.yaml'), document);
    const copy = await json<TopologyResponse>('topology', 'import', 'copy.yaml');
    expect([copy.name, copy.deckyCount]).toEqual(['copy', (await json<TopologyResponse>('topology', 'show', 'original')).deckyCount]);
    expect((await json<TopologyResponse>('topology', 'clone', 'copy', '--name', 'twin')).name).toBe('twin');
    expect(await play('topology', 'import', 'missing.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
  });

  it('that break a rule are told rule by rule, and the shell hears of it', async () => {
    const { id } = await master.admin.maze('/topologies/blank', { name: 'broken' });
    await master.admin.post(`/topologies/${id}/edits`, { ops: [{ op: 'add_lan', name: 'island' }] });
    expect(await play('topology', 'validate', 'broken')).toMatchObject({ code: 1, out: expect.stringMatching(/error +DMZ_ORPHAN +lan island/) });
    expect(await play('topology', 'deploy', 'broken')).toMatchObject({ code: 1, err: expect.stringContaining('error DMZ_ORPHAN') });
  });
});

describe('a refusal', () => {
  it('names the fields that were wrong', async () => {
    expect(await play('topology', 'generate', 'deep', '--depth', '99')).toMatchObject({ code: 1, err: expect.stringMatching(/INVALID_REQUEST.*\n +depth: /) });
  });

  it('is the problem document itself for a script', async () => {
    await json('topology', 'generate', 'versions', '--seed', '1');
    const { code, err } = await play('topology', 'deploy', 'versions', '--expected-version', '99', '--json');
    expect([code, (JSON.parse(err) as Problem).code]).toEqual([1, 'VERSION_CONFLICT']);
  });

  it('ends the wait for a maze that went elsewhere', async () => {
    const { id } = await json<TopologyResponse>('topology', 'generate', 'gone', '--seed', '2');
    await json<AcceptedResponse>('topology', 'teardown', id);
    expect(await play('topology', 'deploy', 'gone', '--wait')).toMatchObject({ code: 1, err: expect.stringContaining('ILLEGAL_TRANSITION') });
  });
});

describe('exit codes', () => {
  it.each([
    ['an unknown command', ['topology', 'frobnicate']],
    ['a missing argument', ['topology', 'show']],
    ['an option that takes a number', ['topology', 'generate', 'x', '--depth', 'deep']],
    ['a choice that is none', ['users', 'add', 'ann', '--role', 'king']],
    ['an address that is none', ['--url', 'decnet', 'services']],
    ['settings that are wrong', ['--port', 'eighty', 'services']],
  ])('say misuse for %s', async (_what, args) => {
    const { code, out, err } = await new Stage().play(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('say unreachable when nobody answers', async () => {
    const { code, err } = await new Stage({ DECNET_JWT_SECRET: 'x'.repeat(32) }).play('--port', '9', 'services');
    expect([code, err]).toEqual([3, expect.stringContaining('cannot reach http://127.0.0.1:9')]);
  });

  it('say refused to somebody who has not signed in', async () => {
    const stranger = new Stage();
    expect(await stranger.play(...at(), 'topology', 'list')).toMatchObject({ code: 1, err: expect.stringContaining('decnet login') });
    stranger.clear();
  });

  it('say done for help', async () => {
    expect(await new Stage().play('topology', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('teardown') });
  });
});

describe('people', () => {
  it('are let in with a first password, have to choose their own, and may only look', async () => {
    const { password } = await json<UserResponse & { password: string }>('users', 'add', 'ann');
    const ann = new Stage();
    ann.input = `${password}\n`;
    const login = ['login', '--username', 'ann', '--password-stdin'];
    expect(await ann.play(...at(), ...login)).toMatchObject({ code: 1, err: expect.stringContaining('second line') });
    ann.input = `${password}\na better one\n`;
    expect(await ann.play(...at(), ...login)).toMatchObject({ code: 0, out: expect.stringContaining('as ann (viewer)') });
    expect((await ann.play(...at(), 'topology', 'list')).code).toBe(0);
    expect(await ann.play(...at(), 'topology', 'generate', 'mine')).toMatchObject({ code: 1, err: expect.stringContaining('FORBIDDEN') });

    expect((await play('users', 'set-role', 'ann', 'admin')).out).toBe('ann is admin');
    expect((await ann.play(...at(), 'topology', 'list')).code).toBe(1);
    expect((await play('users', 'remove', 'ann')).code).toBe(0);
    expect((await json<UserResponse[]>('users', 'list')).map(({ username }) => username)).toEqual(['admin']);
    ann.clear();
  });

  it('are not let in with a wrong password', async () => {
    const stranger = new Stage();
    stranger.input = 'wrong';
    expect(await stranger.play(...at(), 'login', '--username', 'admin', '--password-stdin')).toMatchObject({ code: 1, err: expect.stringContaining('UNAUTHENTICATED') });
    stranger.clear();
  });
});

describe('what decoys caught', () => {
  let topologyId: string;
  beforeAll(async () => {
    topologyId = (await json<TopologyResponse>('topology', 'generate', 'attacked', '--seed', '3')).id;
  });

  const capture = async (command: string): Promise<void> => {
    await database.capturedEvents.append([aCapturedEvent(topologyId, { command, srcIp: '203.0.113.7' })], { engineHost: 'elsewhere', cursor: command });
    master.bus.publishSafely(topics.attackerObserved(), 'observed');
  };
  const asked = (path: string) => new Promise<void>((resolve) => {
    const server = master.api.app.getHttpServer() as Server;
    server.on('request', ({ url }: IncomingMessage) => {
      if (url?.startsWith(path)) resolve();
    });
  });

  it('is listed, harmless for the terminal', async () => {
    await capture('echo \u001b[2J');
    const { out } = await play('events', '--src', '203.0.113.7');
    expect(out).toContain('echo \\u001b[2J');
    expect(out).not.toContain('\u001b');
  });

  it('is followed live until Ctrl-C, which is no failure', async () => {
    const streamOpened = asked('/api/v1/events/stream');
    const seen = admin.line('wget http://203.0.113.7/x');
    const following = play('events', '--follow', '--maze', 'attacked', '--json');
    await streamOpened;
    await capture('wget http://203.0.113.7/x');
    const event = JSON.parse(await seen) as CapturedEventResponse;
    expect(event.srcIp).toBe('203.0.113.7');
    admin.pressCtrlC();
    expect((await following).code).toBe(0);
  });
});

describe('an agent', () => {
  it('has no commands of the master, and its own catalogue', async () => {
    const agent = new Stage({ DECNET_MODE: 'agent' });
    expect((await agent.play('topology', 'list')).code).toBe(2);
    expect(await agent.play('services')).toMatchObject({ code: 0, out: expect.stringContaining('ssh') });
    expect(await agent.play('archetypes')).toMatchObject({ code: 0, out: expect.stringContaining('linux-server') });
    agent.clear();
  });
});
