import { jest } from '@jest/globals';
import { startSampleApp, type SampleApp } from '../../test/sample-app.js';
import { HealthRegistry } from './index.js';

let sample: SampleApp;
beforeEach(async () => { sample = await startSampleApp(); });
afterEach(() => sample.close());

const ready = async (): Promise<[number, unknown]> => {
  const response = await fetch(`${sample.url}/health/ready`);
  return [response.status, await response.json()];
};

test('ready while everything works, and says when it last did', async () => {
  const health = sample.app.get(HealthRegistry);
  const heartbeat = new Date('2030-01-02T03:04:05.678Z');
  health.register('database', () => ({ ok: true }));
  health.register('engine', () => Promise.resolve({ ok: true, lastWorkedAt: heartbeat }));
  const [status, body] = await ready();
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ready', checks: { database: { state: 'up', lastWorkedAt: expect.any(String) as unknown }, engine: { state: 'up', lastWorkedAt: heartbeat.toISOString() } } });
});

test('503 as soon as one thing fails, with the reason in the log only', async () => {
  const health = sample.app.get(HealthRegistry);
  health.register('database', () => { throw new Error('connect ECONNREFUSED 10.0.0.5:3306'); });
  health.register('engine', () => ({ ok: false, lastWorkedAt: null }));
  const [status, body] = await ready();
  expect(status).toBe(503);
  expect(body).toEqual({ status: 'unavailable', checks: { database: { state: 'down', lastWorkedAt: null }, engine: { state: 'down', lastWorkedAt: null } } });
  expect(sample.logLines.join('')).toContain('10.0.0.5');
});

test('ready without what the server does without, and says what that means', async () => {
  const health = sample.app.get(HealthRegistry);
  let ok = true;
  health.register('bus', () => (ok ? { ok } : { ok, degraded: 'changes are seen later' }));
  health.register('database', () => ({ ok: true }));
  const before = await health.report();
  ok = false;
  // The last answer is reused for a second.
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2_000);
  const [status, body] = await ready();
  later.mockRestore();
  expect([status, body]).toMatchObject([200, { status: 'ready', checks: { bus: { state: 'degraded', reason: 'changes are seen later' }, database: { state: 'up' } } }]);
  expect((body as typeof before).checks['bus']?.lastWorkedAt).toBe(before.checks['bus']?.lastWorkedAt);
});

test('a check that never answers is down, and asking often runs it once', async () => {
  let runs = 0;
  sample.app.get(HealthRegistry).register('bus', () => {
    runs += 1;
    return new Promise(() => undefined);
  });
  const answers = await Promise.all(Array.from({ length: 20 }, ready));
  expect(answers.every(([status]) => status === 503)).toBe(true);
  expect(runs).toBe(1);
});

test('figures name routes and never ids or people', async () => {
  const headers = { authorization: 'Bearer viewer:vera' };
  await fetch(`${sample.url}/api/v1/things/5f0c1e0a-0000-4000-8000-0000000000ab`, { headers });
  const stream = await fetch(`${sample.url}/api/v1/things/stream`, { headers });
  const text = await (await fetch(`${sample.url}/metrics`)).text();
  expect(text).toContain('decnet_http_request_duration_seconds_count{method="GET",route="/api/v1/things/:id",status="200"} 1');
  expect(text).toContain('decnet_streams_open 1');
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toMatch(/5f0c1e0a|vera/);
  await stream.body!.cancel();
});
