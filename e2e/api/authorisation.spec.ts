import { randomUUID } from 'node:crypto';
import type { UserResponse } from '@decnet/contract';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { Accounts, PASSWORD } from '../support/accounts.js';
import { ApiClient } from '../support/api-client.js';
import { dump } from '../support/dump.js';
import { EventReader } from '../support/event-reader.js';
import { type SampleMaze, sampleMaze } from '../support/sample-maze.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

/** What a request is made of: a maze of the caller's, and a user. */
interface Own extends SampleMaze { user: UserResponse }

interface Verdict {
  /** The least that is needed. */
  for: 'everybody' | 'signed in' | 'viewer' | 'admin';
  /** What whoever may gets for this request on an object of their own. */
  status: number;
  body?(own: Own): unknown;
  query?(own: Own): string;
  /** Never ends by itself. */
  stream?: true;
}

const open = (status = 200): Verdict => ({ for: 'everybody', status });
const reading = (query?: Verdict['query']): Verdict => ({ for: 'viewer', status: 200, query });
const writing = (status: number, body?: Verdict['body']): Verdict => ({ for: 'admin', status, body });
const stream: Verdict = { for: 'viewer', status: 200, stream: true };

/** One line for every route of the API. A new route needs a line here: who may, and a request that succeeds. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  'GET /health/live': open(),
  'GET /health/ready': open(),
  'GET /metrics': open(),
  'GET /api/docs': open(),
  'GET /api/docs-json': open(),
  'GET /api/docs/start.js': open(),
  'GET /api/docs/swagger-ui-bundle.js': open(),
  'GET /api/docs/swagger-ui.css': open(),
  'POST /api/v1/auth/login': { ...open(), body: ({ user }) => ({ username: user.username, password: PASSWORD }) },
  'POST /api/v1/auth/logout': { for: 'signed in', status: 204 },
  'POST /api/v1/auth/change-password': { for: 'signed in', status: 200, body: () => ({ oldPassword: PASSWORD, newPassword: 'quite another' }) },
  'GET /api/v1/auth/me': { for: 'signed in', status: 200 },
  'GET /api/v1/users': writing(200),
  'POST /api/v1/users': writing(201, () => ({ username: `made-${randomUUID()}`, password: PASSWORD, role: 'viewer' })),
  'PATCH /api/v1/users/:id': writing(200, () => ({ role: 'admin' })),
  'DELETE /api/v1/users/:id': writing(204),
  'GET /api/v1/topologies/services': reading(),
  'GET /api/v1/topologies/archetypes': reading(),
  'GET /api/v1/topologies/next-subnet': reading(() => '?base=172.20'),
  'GET /api/v1/topologies/:id/lans/:lanId/next-ip': reading(),
  'GET /api/v1/topologies': reading(),
  'POST /api/v1/topologies': writing(201, () => ({ name: randomUUID(), depth: 1, seed: 1 })),
  'POST /api/v1/topologies/blank': writing(201, () => ({ name: randomUUID() })),
  'POST /api/v1/topologies/import': writing(201, () => ({ decnet: 1, name: randomUUID(), lans: [], deckies: [], edges: [] })),
  'GET /api/v1/topologies/:id': reading(),
  'PATCH /api/v1/topologies/:id': writing(200, () => ({ name: randomUUID() })),
  'DELETE /api/v1/topologies/:id': writing(204),
  'POST /api/v1/topologies/:id/clone': writing(201),
  'PUT /api/v1/topologies/:id/layout': writing(200, ({ deckyId }) => ({ deckies: { [deckyId]: { x: 1, y: 2 } } })),
  'GET /api/v1/topologies/:id/validate': reading(),
  'GET /api/v1/topologies/:id/plan': reading(),
  'GET /api/v1/topologies/:id/compose': reading(),
  'GET /api/v1/topologies/:id/export': reading(() => '?format=yaml'),
  'POST /api/v1/topologies/:id/deploy': writing(202),
  'POST /api/v1/topologies/:id/teardown': writing(202),
  'GET /api/v1/topologies/:id/status-events': reading(),
  'GET /api/v1/topologies/:id/history': reading(),
  'GET /api/v1/topologies/:id/events': stream,
  'POST /api/v1/topologies/:id/edits': writing(200, () => ({ ops: [{ op: 'add_lan' }] })),
  'POST /api/v1/topologies/:id/rollback': writing(200, () => ({ toVersion: 1 })),
  'POST /api/v1/topologies/:id/lans': writing(201, () => ({})),
  'PATCH /api/v1/topologies/:id/lans/:lanId': writing(200, () => ({ name: 'renamed' })),
  'DELETE /api/v1/topologies/:id/lans/:lanId': writing(200),
  'POST /api/v1/topologies/:id/deckies': writing(201, ({ lanId }) => ({ lan: lanId })),
  'PATCH /api/v1/topologies/:id/deckies/:deckyId': writing(200, () => ({ name: 'renamed' })),
  'DELETE /api/v1/topologies/:id/deckies/:deckyId': writing(200),
  'POST /api/v1/topologies/:id/edges': writing(201, () => ({ decky: 'third', lan: 'inner' })),
  'PATCH /api/v1/topologies/:id/edges/:edgeId': writing(200, () => ({ isHome: true })),
  'DELETE /api/v1/topologies/:id/edges/:edgeId': writing(200),
  'GET /api/v1/workers': reading(),
  'GET /api/v1/events': reading(({ id }) => `?topologyId=${id}`),
  'GET /api/v1/events/counts': reading(({ id }) => `?topologyId=${id}`),
  'GET /api/v1/events/stream': stream,
};

const CLOSED = Object.entries(VERDICTS).filter(([, verdict]) => verdict.for !== 'everybody');
const STREAMS = CLOSED.filter(([, verdict]) => verdict.stream).map(([route]) => route);

interface Call { status: number; code: unknown }

describeOnEachDatabase('every route and stream', (openDatabase) => {
  let database: Database;
  let master: TestMaster;
  let accounts: Accounts;
  beforeAll(async () => {
    database = await openDatabase();
    master = await startTestMaster({ database, mutator: false });
    accounts = new Accounts(master, database);
  });
  afterAll(() => master.close());

  async function mazeWithThree(): Promise<SampleMaze> {
    const maze = await sampleMaze(master.admin);
    await master.admin.post(`/topologies/${maze.id}/deckies`, { name: 'third', lan: 'dmz' });
    return maze;
  }

  async function ownObjects(): Promise<Own> {
    return { ...(await mazeWithThree()), user: await accounts.make('viewer') };
  }

  /** The ids that a route names, in place of its parameters. */
  function pathOf(route: string, own: Own, foreign: Record<string, string> = {}): string {
    const path = route.split(' ')[1]!;
    const { lanId, deckyId, edgeId } = own;
    const ids: Record<string, string> = { lanId, deckyId, edgeId, id: path.startsWith('/api/v1/users') ? own.user.id : own.id, ...foreign };
    return path.replace(/:([A-Za-z]+)/g, (_, name: string) => ids[name]!) + (VERDICTS[route]!.query?.(own) ?? '');
  }

  /** Sends the request that would succeed; a stream is left as soon as it is answered. */
  async function call(route: string, own: Own, token: string | undefined, foreign?: Record<string, string>): Promise<Call> {
    const body = VERDICTS[route]!.body?.(own) ?? (route.startsWith('GET') ? undefined : {});
    const response = await fetch(master.url + pathOf(route, own, foreign), {
      method: route.split(' ')[0]!,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect([route, response.headers.has('set-cookie')]).toEqual([route, false]);
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
    const code = isProblem ? ((await response.json()) as { code: string }).code : undefined;
    if (!response.bodyUsed) await response.body?.cancel();
    return { status: response.status, code };
  }

  const refusal = (status: number, code: string): Call => ({ status, code });
  const UNAUTHENTICATED = refusal(401, 'UNAUTHENTICATED');
  const FORBIDDEN = refusal(403, 'FORBIDDEN');
  const NOT_FOUND = refusal(404, 'NOT_FOUND');

  it('has a verdict here, says the same itself, and every verdict has its route', () => {
    const wordOf = { 'everybody': 'public', 'signed in': 'signed-in', 'viewer': 'viewer', 'admin': 'admin' };
    const served = master.api.routes.entries.map(({ method, url, verdict }) => [`${method} ${url}`, verdict]);
    const expected = Object.entries(VERDICTS).map(([route, verdict]) => [route, wordOf[verdict.for]]);
    expect(served.sort()).toEqual(expected.sort());
  });

  it('lets in whom it is for, on their own objects', async () => {
    const clients = { viewer: await accounts.signedIn('viewer'), admin: await accounts.signedIn('admin') };
    const { user } = await ownObjects();
    for (const [route, { for: least, status }] of Object.entries(VERDICTS)) {
      // What ends sessions or changes users needs new ones each time; they cost more than all the rest.
      const spends = /\/(auth|users)/.test(route);
      for (const role of ['viewer', 'admin'] as const) {
        if (least === 'admin' && role === 'viewer') continue;
        const own = spends ? await ownObjects() : { ...(await mazeWithThree()), user };
        const { token } = spends ? await accounts.signedIn(role) : clients[role];
        expect([route, role, (await call(route, own, token)).status]).toEqual([route, role, status]);
      }
    }
  }, 60_000);

  it('is open to nobody in particular only where it says so, whatever token comes along', async () => {
    const own = await ownObjects();
    for (const [route, verdict] of Object.entries(VERDICTS)) {
      if (verdict.for !== 'everybody') continue;
      for (const token of [undefined, 'banana']) expect([route, (await call(route, own, token)).status]).toEqual([route, verdict.status]);
    }
  });

  it('is 401 for nobody, for tokens that are forged, expired, logged out, of a changed role or of a user who is gone, and changes nothing', async () => {
    const own = await ownObjects();
    const tokens: Record<string, string | undefined> = {
      'nobody': undefined,
      'forged': `${(await accounts.signedIn('admin')).token!.slice(0, -6)}AAAAAA`,
      'expired': await accounts.expired('admin'),
      'logged out': await accounts.loggedOut('admin'),
      'viewer who became admin': await accounts.withChangedRole('viewer', 'admin'),
      'admin who became viewer': await accounts.withChangedRole('admin', 'viewer'),
      'deleted': await accounts.deleted('admin'),
      'with a password that an admin set': await accounts.withSetPassword('admin'),
    };
    const before = await dump(database);
    for (const [route] of CLOSED) {
      for (const [who, token] of Object.entries(tokens)) {
        expect([route, who, await call(route, own, token)]).toEqual([route, who, UNAUTHENTICATED]);
      }
    }
    expect(await dump(database)).toEqual(before);
  }, 60_000);

  it('is 403 for a viewer where it is for admins, and for who has to change the password first, and changes nothing', async () => {
    const own = await ownObjects();
    const viewer = await accounts.signedIn('viewer');
    const unready = await accounts.signedIn('admin', { mustChangePassword: true });
    const before = await dump(database);
    for (const [route, { for: least }] of CLOSED) {
      if (least === 'admin') expect([route, await call(route, own, viewer.token)]).toEqual([route, FORBIDDEN]);
      if (least !== 'signed in') expect([route, await call(route, own, unready.token)]).toEqual([route, refusal(403, 'PASSWORD_CHANGE_REQUIRED')]);
    }
    expect(await dump(database)).toEqual(before);
  });

  it('is 404 for objects that belong elsewhere, for those who may at all, and changes nothing', async () => {
    const [own, other] = [await ownObjects(), await ownObjects()];
    const [viewer, admin] = [await accounts.signedIn('viewer'), await accounts.signedIn('admin')];
    const wrongIds: Record<string, string[]> = {
      // A thing of another kind, one that never was, no uuid at all; of parts, also those of another maze.
      id: [own.lanId, randomUUID(), 'banana', '%00', '..%2f..'],
      lanId: [other.lanId, own.deckyId, randomUUID(), 'banana', 'inner'],
      deckyId: [other.deckyId, own.lanId, randomUUID(), 'banana', 'leaf'],
      edgeId: [other.edgeId, own.deckyId, randomUUID(), 'banana'],
    };
    const before = await dump(database);
    for (const [route, { for: least }] of CLOSED) {
      for (const [, name] of route.matchAll(/:([A-Za-z]+)/g)) {
        const more = name === 'id' ? [route.includes('/users/') ? own.id : own.user.id] : [];
        for (const id of [...wrongIds[name!]!, ...more]) {
          const told = async (token?: string) => [route, name, id, await call(route, own, token, { [name!]: id })];
          expect(await told()).toEqual([route, name, id, UNAUTHENTICATED]);
          expect(await told(viewer.token)).toEqual([route, name, id, least === 'admin' ? FORBIDDEN : NOT_FOUND]);
          expect(await told(admin.token)).toEqual([route, name, id, NOT_FOUND]);
        }
      }
    }
    expect(await dump(database)).toEqual(before);
  }, 60_000);

  it('is 404 for parts of another maze that a body names, and changes nothing', async () => {
    const [own, other] = [await ownObjects(), await ownObjects()];
    const { id } = own;
    const requests: [method: string, path: string, body: unknown][] = [
      ['POST', 'deckies', { lan: other.lanId }],
      ['PATCH', `deckies/${own.deckyId}`, { homeLan: other.lanId }],
      ['POST', 'edges', { decky: other.deckyId, lan: own.lanId }],
      ['POST', 'edges', { decky: 'third', lan: other.lanId }],
      ['PUT', 'layout', { lans: { [own.lanId]: { x: 1, y: 1, width: 1, height: 1 }, [other.lanId]: { x: 1, y: 1, width: 1, height: 1 } } }],
      ['PUT', 'layout', { deckies: { [own.deckyId]: { x: 1, y: 1 }, [other.deckyId]: { x: 1, y: 1 } } }],
      ...[
        { op: 'update_lan', lan: other.lanId, patch: { name: 'stolen' } }, { op: 'remove_lan', lan: other.lanId },
        { op: 'add_decky', lan: other.lanId }, { op: 'update_decky', decky: other.deckyId, patch: { name: 'stolen' } },
        { op: 'remove_decky', decky: other.deckyId }, { op: 'attach_decky', decky: other.deckyId, lan: 'inner' },
        { op: 'update_edge', decky: other.deckyId, lan: other.lanId, patch: { isHome: true } }, { op: 'detach_decky', decky: other.deckyId, lan: other.lanId },
      ].map((op): [string, string, unknown] => ['POST', 'edits', { ops: [{ op: 'add_lan' }, op] }]),
    ];
    const before = await dump(database);
    for (const [method, path, body] of requests) {
      const answer = await master.admin.send<{ code: string }>(method, `/topologies/${id}/${path}`, body);
      expect([path, body, answer.status, answer.body.code]).toEqual([path, body, 404, 'NOT_FOUND']);
    }
    expect(await dump(database)).toEqual(before);
  });

  describe.each(STREAMS)('%s', (route) => {
    const happenings: [string, (client: ApiClient, user: UserResponse) => Promise<unknown>][] = [
      ['logs out', (client) => client.post('/auth/logout')],
      ['gets another role', (_, { id }) => master.admin.patch(`/users/${id}`, { role: 'admin' })],
      ['gets another password', (_, { id }) => master.admin.patch(`/users/${id}`, { password: 'set by an admin' })],
      ['changes the password', (client) => client.post('/auth/change-password', { oldPassword: PASSWORD, newPassword: 'quite another' })],
      ['is deleted', (_, { id }) => master.admin.delete(`/users/${id}`)],
    ];

    it.each(happenings)('ends when its reader %s, and no other does', async (_, happen) => {
      const own = await ownObjects();
      const address = master.url + pathOf(route, own);
      const bystander = await EventReader.open(address, (await accounts.signedIn('viewer')).token!);
      const client = await accounts.signIn(own.user);
      const reader = await EventReader.open(address, client.token!);
      await happen(client, own.user);
      await reader.ended;
      await expect(EventReader.open(address, client.token!)).rejects.toThrow('401');
      expect(await Promise.race([bystander.ended.then(() => 'ended'), Promise.resolve('open')])).toBe('open');
      await bystander.close();
    });

    it('ends when the session expires, and does not resume', async () => {
      const own = await ownObjects();
      const address = master.url + pathOf(route, own);
      const token = await accounts.expiringIn(1_500, own.user);
      const opened = Date.now();
      const reader = await EventReader.open(address, token);
      await reader.ended;
      expect(Date.now() - opened).toBeGreaterThan(1_000);
      await expect(EventReader.open(address, token, { 'last-event-id': '1' })).rejects.toThrow('401');
    });

    it('lets a user read twenty at once, and refuses the next before anything is streamed', async () => {
      const own = await ownObjects();
      const address = master.url + pathOf(route, own);
      const { token } = await accounts.signedIn('viewer');
      const readers = await Promise.all(Array.from({ length: 20 }, () => EventReader.open(address, token!)));
      await expect(EventReader.open(address, token!)).rejects.toThrow('429');
      await Promise.all(readers.map((reader) => reader.close()));
    });
  });
});
