import { resolve } from 'node:path';
import { startSampleApp, type SampleApp } from '../../test/sample-app.js';

let sample: SampleApp;
beforeAll(async () => { sample = await startSampleApp({ webRoot: resolve(import.meta.dirname, '../../test/web') }); });
afterAll(() => sample.close());

const HTML = { accept: 'text/html,application/xhtml+xml' };
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(sample.url + path, { headers });

test.each(['/', '/mazes/5f0c1e0a-0000-4000-8000-000000000001', '/index.html'])('%s is the page, fresh every time', async (path) => {
  const response = await get(path, HTML);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  expect(await response.text()).toContain('<title>page</title>');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('assets carry their digest in the name and may be kept', async () => {
  const response = await get('/assets/app-1a2b3c.js');
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect(response.headers.get('content-type')).toContain('javascript');
  expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('public, max-age=0');
});

test.each(['/assets/app-old.js', '/assets/../../../../package.json', '/..%2f..%2fsample-app.ts', '/%2e%2e/sample-app.ts', '/assets'])('%s is not served', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test.each(['/api/v1/nothing', '/api/nothing', '/health/nothing', '/metrics/nothing'])('%s is never the page, whatever is accepted', async (path) => {
  const response = await get(path, HTML);
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
});
