import { Controller, Get } from '@nestjs/common';
import { connect } from 'node:net';
import { startSampleApp, type SampleApp } from '../../test/sample-app.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const as = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const VIEWER = as('viewer:vera');
const ADMIN = as('admin:ada');
const TWO_MIB = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });

let sample: SampleApp;
beforeAll(async () => { sample = await startSampleApp(); });
afterAll(() => sample.close());

const things = (path = ''): string => `${sample.url}/api/v1/things${path}`;

async function statusAndCode(response: Response): Promise<[number, string]> {
  const body = (await response.json()) as { code: string; status: number };
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(body.status).toBe(response.status);
  return [response.status, body.code];
}

/** Sends bytes as they are and returns everything that comes back. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(sample.port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => { answer += chunk; }).on('close', () => resolve(answer)).on('error', reject);
  });
}

describe('who you are and what you may do is decided before the body is read', () => {
  const post = (headers: Record<string, string>, body: string, path = ''): Promise<Response> => fetch(things(path), { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });

  test.each([
    ['nobody with a body that is too large', {}, TWO_MIB, [401, 'UNAUTHENTICATED']],
    ['nobody with malformed JSON', {}, '{', [401, 'UNAUTHENTICATED']],
    ['a forged token', as('forged'), TWO_MIB, [401, 'UNAUTHENTICATED']],
    ['a viewer with a body that is too large', VIEWER, TWO_MIB, [403, 'FORBIDDEN']],
    ['somebody who must change the password', as('admin:ada:must-change'), '{', [403, 'PASSWORD_CHANGE_REQUIRED']],
    ['an admin with a body that is too large', ADMIN, TWO_MIB, [413, 'TOO_LARGE']],
    ['an admin with malformed JSON', ADMIN, '{', [400, 'INVALID_REQUEST']],
    ['an admin with a form', { ...ADMIN, 'content-type': 'application/x-www-form-urlencoded' }, 'name=a', [415, 'UNSUPPORTED_MEDIA_TYPE']],
    ['an admin with text', { ...ADMIN, 'content-type': 'text/plain' }, '{"name":"a"}', [415, 'UNSUPPORTED_MEDIA_TYPE']],
    ['an admin with YAML where none is taken', { ...ADMIN, 'content-type': 'application/yaml' }, 'name: a', [415, 'UNSUPPORTED_MEDIA_TYPE']],
  ])('%s', async (_, headers, body, expected) => {
    expect(await statusAndCode(await post(headers, body))).toEqual(expected);
  });

  test('a token is asked for even where the id could not exist', async () => {
    expect(await statusAndCode(await fetch(things('/no-uuid')))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await statusAndCode(await fetch(things('/no-uuid'), { headers: VIEWER }))).toEqual([404, 'NOT_FOUND']);
    expect(await statusAndCode(await fetch(things(`/${'a'.repeat(3000)}`), { headers: VIEWER }))).toEqual([404, 'NOT_FOUND']);
  });

  test('a password that must be changed leaves the signed-in routes open', async () => {
    expect((await fetch(things('/me'), { headers: as('viewer:vera:must-change') })).status).toBe(200);
  });

  test('a route with a limit of its own takes more, and text where it said so', async () => {
    expect((await post(ADMIN, JSON.stringify({ name: 'x'.repeat(1_500_000) }), '/import')).status).toBe(201);
    const yaml = await post({ ...ADMIN, 'content-type': 'application/yaml' }, 'name: a', '/import');
    expect(await yaml.json()).toEqual({ kind: 'string', length: 9 });
  });

  test('the cookie of a browser authorises nothing, and none is ever set', async () => {
    const response = await fetch(things(), { headers: { cookie: 'authorization=Bearer admin:ada; token=admin:ada' } });
    expect(response.status).toBe(401);
    for (const path of ['', '/me', '/nowhere']) expect((await fetch(things(path), { headers: ADMIN })).headers.has('set-cookie')).toBe(false);
  });

  test('a token in the address is worth nothing', async () => {
    expect((await fetch(things('?access_token=admin:ada&token=admin:ada'))).status).toBe(401);
  });
});

test('a route that does not say who may call it keeps the server from starting', async () => {
  @Controller('open')
  class OpenController {
    @Get() all(): string { return 'everything'; }
  }
  await expect(startSampleApp({ controllers: [OpenController] })).rejects.toThrow(/open does not say who may call it/);
});

test('no answer lets another origin in', async () => {
  const headers = { ...VIEWER, origin: 'http://127.0.0.1:8080', 'access-control-request-method': 'GET' };
  for (const method of ['GET', 'OPTIONS']) {
    const response = await fetch(things(), { method, headers });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});

describe('a page that rebinds its own name to this machine is not served', () => {
  test.each([
    ['evil.example', 403], [`evil.example:80`, 403], ['127.0.0.1.evil.example', 403], ['localhost', 200], ['127.0.0.1:8000', 200], ['[::1]:8000', 200],
  ])('Host %s', async (host, status) => {
    const answer = await sendRaw(`GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  });
});

describe('what is barely HTTP still gets a problem document', () => {
  test.each([
    ['a header that never ends', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
    ['one that goes on after it was refused', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(4_000_000)}\r\n\r\n`, '431'],
    ['no HTTP at all', 'HELLO\r\n\r\n', '400'],
    ['a length that is no number', 'POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n', '400'],
    ['a malformed escape', 'GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', '400'],
  ])('%s', async (_, bytes, status) => {
    const answer = await sendRaw(bytes);
    expect(answer.slice(9, 12)).toBe(status);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('"code":');
  });
});
