import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus } from '@decnet/bus';
import { ensureFirstAdmin, signLocalToken } from '@decnet/identity';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { createLogger, ensureJwtSecret, loadConfig, type Secret } from '@decnet/platform';
import { createApi, type Api } from './create-api.js';

interface Schema { properties?: Record<string, unknown>; oneOf?: unknown[] }
interface Operation { security: unknown[]; responses: Record<string, { content?: unknown }> }
interface Document { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

const SOME_ID = '5f0c1e0a-0000-4000-8000-000000000001';
let dataDir: string;
let database: Database;
let secret: Secret;
let api: Api;
let url: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'decnet-api-'));
  const config = loadConfig({ env: {}, cwd: dataDir, flags: { port: 0, dbUrl: 'sqlite::memory:', adminPassword: 'correct horse' } });
  database = await openDatabase(config.dbUrl.reveal());
  await migrate(database);
  await ensureFirstAdmin(database, { password: 'correct horse' });
  secret = ensureJwtSecret(config);
  api = await createApi({
    config, database, jwtSecret: secret, bus: connectBus('memory:', () => undefined), webRoot: null, logger: createLogger({ level: 'silent', worker: 'test' }),
  });
  url = await api.listen();
});
afterAll(async () => {
  await api.close();
  await database.close();
  rmSync(dataDir, { recursive: true });
});

const documentOf = async (): Promise<Document> => (await (await fetch(`${url}/api/docs-json`)).json()) as Document;
const pathOf = (route: string): string => url + route.replace(/:[A-Za-z]+/g, SOME_ID);

async function call(method: string, address: string, token?: string, body?: string): Promise<{ status: number; code?: string }> {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) };
  const response = await fetch(address, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  expect(response.headers.has('set-cookie')).toBe(false);
  return { status: response.status, ...(response.headers.get('content-type')?.includes('problem') && { code: (JSON.parse(text) as { code: string }).code }) };
}

async function signIn(username: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

describe('the document', () => {
  test('describes every route that is served under /api/v1, and no other', async () => {
    const { paths } = await documentOf();
    const described = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    const served = api.routes.entries.filter((route) => !route.url.startsWith('/api/docs')).map((route) => `${route.method} ${route.url.replace(/:([A-Za-z]+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(served.sort());
  });

  test('has no schema that says nothing', async () => {
    const { schemas } = (await documentOf()).components;
    const empty = Object.entries(schemas).filter(([, { properties, oneOf }]) => Object.keys(properties ?? {}).length === 0 && !oneOf?.length);
    expect(empty.map(([name]) => name)).toEqual([]);
    const vague = JSON.stringify(schemas).match(/\{"type":"object"\}|\{"type":"array"\}|"items":\{\}/g);
    expect(vague).toBeNull();
  });

  test('says of every answer but an empty one what is in it', async () => {
    const { paths } = await documentOf();
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, { responses }] of Object.entries(item)) {
        const silent = Object.entries(responses).filter(([status, { content }]) => status !== '204' && !content);
        expect([method, path, silent]).toEqual([method, path, []]);
      }
    }
  });

  test('refers only to schemas that it has', async () => {
    const document = await documentOf();
    const wanted = new Set([...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    expect([...wanted].filter((name) => !(name! in document.components.schemas))).toEqual([]);
  });

  test('is shown by a page that loads nothing from elsewhere', async () => {
    const page = await (await fetch(`${url}/api/docs`)).text();
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(loaded).toHaveLength(3);
    expect(page).not.toMatch(/<script>|onload=/);
    for (const address of loaded) expect((await fetch(url + address)).status).toBe(200);
  });
});

describe('every route × nobody, forged, viewer, admin, logged out', () => {
  const TWO_MIB = 'x'.repeat(2 * 1024 * 1024);
  const SEVENTEEN_MIB = 'x'.repeat(17 * 1024 * 1024);

  test('refuses before it reads a body', async () => {
    const admin = await signIn('admin', 'correct horse');
    await call('POST', `${url}/api/v1/users`, admin, JSON.stringify({ username: 'vera', password: 'a good password', role: 'viewer' }));
    const viewer = await signIn('vera', 'a good password');
    const gone = await signIn('vera', 'a good password');
    await call('POST', `${url}/api/v1/auth/logout`, gone);
    const bodyFor = (method: string): string | undefined => (method === 'GET' ? undefined : TWO_MIB);
    for (const { method, url: route } of api.routes.entries.filter(({ verdict }) => verdict !== 'public')) {
      for (const token of [undefined, 'forged', gone]) {
        expect([method, route, await call(method, pathOf(route), token, bodyFor(method))]).toEqual([method, route, { status: 401, code: 'UNAUTHENTICATED' }]);
      }
    }
    const forAdmins = api.routes.entries.filter(({ verdict }) => verdict === 'admin');
    for (const { method, url: route } of forAdmins) {
      expect([method, route, await call(method, pathOf(route), viewer, bodyFor(method))]).toEqual([method, route, { status: 403, code: 'FORBIDDEN' }]);
    }
    for (const { method, url: route } of forAdmins.filter((entry) => entry.method !== 'GET')) {
      expect([method, route, (await call(method, pathOf(route), admin, route.endsWith('/import') ? SEVENTEEN_MIB : TWO_MIB)).status]).toEqual([method, route, 413]);
    }
  });

  test('leaves open only what has to be', () => {
    const open = api.routes.entries.filter(({ verdict }) => verdict === 'public').map(({ url: route }) => route);
    expect(open.filter((route) => !route.startsWith('/api/docs')).sort()).toEqual(['/api/v1/auth/login', '/health/live', '/health/ready', '/metrics']);
  });

  test('nothing that exists nowhere is found, and no input makes a 500', async () => {
    const operator = signLocalToken(secret.reveal());
    // A stream of everything has no id to be unknown, and would be opened.
    const asked = api.routes.entries.filter(({ verdict, url: route }) => verdict !== 'public' && !route.endsWith('/stream'));
    for (const { method, url: route } of asked) {
      for (const body of method === 'GET' ? [undefined] : [undefined, '{}', '[]', '{', '{"name":1,"ops":[null],"lans":7}']) {
        const { status } = await call(method, pathOf(route), operator, body);
        expect([method, route, body, status >= 200 && status < 500]).toEqual([method, route, body, true]);
      }
    }
  });
});

test('a page served from another port of this host reads nothing and changes nothing', async () => {
  const other = createServer((_request, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const preflight = await fetch(`${url}/api/v1/topologies`, {
    method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, content-type' },
  });
  expect(preflight.status).toBeGreaterThanOrEqual(400);
  expect([...preflight.headers.keys()].some((name) => name.startsWith('access-control'))).toBe(false);
  // What a form can send without asking first is not even read.
  const form = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers: { origin, 'content-type': 'text/plain' }, body: '{"username":"admin","password":"correct horse"}' });
  expect(form.status).toBe(415);
  other.close();
});
