import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startSampleApp, type SampleApp } from '../../test/sample-app.js';
import { STREAMS_PER_USER, type CloseReason, type SseStream } from '../index.js';

let sample: SampleApp;
beforeEach(async () => { sample = await startSampleApp(); });
afterEach(() => sample.close());

async function open(token = 'viewer:vera'): Promise<Response> {
  return fetch(`${sample.url}/api/v1/things/stream`, { headers: { authorization: `Bearer ${token}` } });
}
const newest = (): SseStream => sample.opened.at(-1)!;
const closed = (stream: SseStream): Promise<CloseReason> => new Promise((resolve) => stream.onClose(resolve));

/** A reader that takes its headers and then nothing more. */
async function openStalled(): Promise<Socket> {
  const socket = connect(sample.port, '127.0.0.1');
  socket.write('GET /api/v1/things/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer viewer:sam\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  return socket.on('error', () => undefined);
}

test('a stream says something at once, then what it is sent, and ends', async () => {
  const response = await open();
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  newest().send({ id: 7, event: 'status', data: { a: 'b\nc' } });
  newest().send({ data: 'one\ntwo' });
  newest().close();
  expect(await response.text()).toBe(': open\n\nid: 7\nevent: status\ndata: {"a":"b\\nc"}\n\ndata: one\ndata: two\n\n');
});

test('a client that leaves is noticed', async () => {
  const response = await open();
  const reason = closed(newest());
  await response.body!.cancel();
  expect(await reason).toBe('client');
  expect(sample.streams.size).toBe(0);
});

test('the 21st stream of a user is refused before anything is streamed, another user is served', async () => {
  const responses = await Promise.all(Array.from({ length: STREAMS_PER_USER }, () => open()));
  expect(responses.every(({ status }) => status === 200)).toBe(true);
  const refused = await open();
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  expect((await open('viewer:otto')).status).toBe(200);
  const gone = closed(sample.opened[0]!);
  await responses[0]!.body!.cancel();
  await gone;
  expect((await open()).status).toBe(200);
});

describe('a stream ends with its token', () => {
  test('at once when this process revokes it', async () => {
    const response = await open();
    const other = await open('viewer:otto');
    sample.verifier.revoke('viewer:vera');
    expect(await response.text()).toBe(': open\n\n');
    expect(sample.streams.size).toBe(1);
    await other.body!.cancel();
  });

  test('within seconds when another process did', async () => {
    const response = await open();
    sample.verifier.revoked.add('viewer:vera');
    expect(await response.text()).toBe(': open\n\n');
  });

  test('when it expires', async () => {
    sample.verifier.expiresAt = Date.now() + 300;
    const response = await open();
    const reason = closed(newest());
    await response.text();
    expect(await reason).toBe('revoked');
  });
});

describe('a reader that stalls', () => {
  const CHUNK = 'x'.repeat(64 * 1024);

  test('is dropped once more than 256 KiB wait for it, and a healthy one beside it is not', async () => {
    const healthy = await open();
    const healthyStream = newest();
    const stalled = await openStalled();
    const stream = newest();
    const reason = closed(stream);
    // The kernel takes some megabytes off our hands before anything waits here.
    for (let sent = 0; !stream.closed && sent < 1_000; sent += 1) {
      stream.send({ data: CHUNK });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await reason).toBe('slow');
    expect(stream.send({ data: 'late' })).toBe(false);
    expect(healthyStream.send({ data: 'fine' })).toBe(true);
    expect(sample.streams.closedBy.slow).toBe(1);
    stalled.destroy();
    await healthy.body!.cancel();
  });

  test('may take its time with a snapshot of any size', async () => {
    const stalled = await openStalled();
    const stream = newest();
    stream.sendSnapshot({ event: 'snapshot', data: 'y'.repeat(32 * 1024 * 1024) });
    expect(stream.send({ data: 'first change' })).toBe(true);
    expect(stream.send({ data: 'second change' })).toBe(true);
    const drained = stream.drained();
    expect(drained).toBeInstanceOf(Promise);
    stalled.resume();
    await drained;
    expect(stream.closed).toBe(false);
    stalled.destroy();
  });
});

test('a connection on which nothing was ever asked does not hold up the stop', async () => {
  const silent = connect(sample.port, '127.0.0.1');
  await once(silent, 'connect');
  await fetch(`${sample.url}/health/live`);
  const started = performance.now();
  await Promise.all([once(silent, 'close'), sample.app.close()]);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a server that stops ends its streams and does not wait for stalled readers', async () => {
  const response = await open();
  const stalled = await openStalled();
  newest().sendSnapshot({ data: 'z'.repeat(8 * 1024 * 1024) });
  const reasons = sample.opened.map(closed);
  await sample.app.close();
  expect(await Promise.all(reasons)).toEqual(['server', 'server']);
  expect(await response.text()).toContain(': open');
  stalled.destroy();
});
