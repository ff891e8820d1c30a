import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { frame, RawClient } from '../../test/raw-client.js';
import { Broker } from './broker.js';

let folder: string;
let path: string;
let broker: Broker;
let log: [string, Readonly<Record<string, unknown>>][];
let opened: RawClient[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decnet-broker-'));
  path = join(folder, 's');
  log = [];
  opened = [];
  broker = new Broker((message, fields) => log.push([message, fields]));
  broker.server.listen(path);
  await once(broker.server, 'listening');
});

afterEach(async () => {
  for (const client of opened) client.socket.destroy();
  broker.close();
  await once(broker.server, 'close');
  rmSync(folder, { recursive: true });
});

async function open(): Promise<RawClient> {
  const client = await RawClient.open(path);
  opened.push(client);
  return client;
}

/** Somebody with nothing to do with whatever goes wrong. */
async function bystander(): Promise<{ hears(word: string): Promise<void> }> {
  const [reader, writer] = [await open(), await open()];
  await reader.ask('SUB by.stander');
  return {
    hears: (word) => {
      writer.socket.write(frame('PUB by.stander', word));
      return reader.until((frames) => frames.at(-1)?.body === word);
    },
  };
}

test('answers HELLO, SUB and UNSUB, passes on what is published, and hangs up at BYE', async () => {
  const [a, b] = [await open(), await open()];
  expect(await a.ask('HELLO api-1')).toBe('OK HELLO api-1');
  expect(await a.ask('SUB x.*')).toBe('OK SUB x.*');
  b.socket.write(Buffer.concat([frame('PUB x.y', '{"n":1}'), frame('PUB x.y'), frame('PUB other', 'not for a'), frame('PUB x.z', 'no JSON, and nobody minds')]));
  await a.until((frames) => frames.length === 5);
  expect(a.frames.slice(2)).toEqual([{ header: 'EVT x.y', body: '{"n":1}' }, { header: 'EVT x.y', body: '' }, { header: 'EVT x.z', body: 'no JSON, and nobody minds' }]);
  expect(await a.ask('UNSUB x.*')).toBe('OK UNSUB x.*');
  b.socket.write(frame('PUB x.y', 'nobody listens'));
  expect(await b.ask('HELLO b')).toBe('OK HELLO b');
  a.socket.write(frame('BYE'));
  await a.ended;
  expect(a.headers.at(-1)).toBe('OK UNSUB x.*');
});

test('sends a message once to a connection, however many of its patterns match, and in the order of its publisher', async () => {
  const [a, b] = [await open(), await open()];
  for (const pattern of ['>', 'n.*', 'n.>', 'n.1', 'n.1']) await a.ask(`SUB ${pattern}`);
  b.socket.write(Buffer.concat(Array.from({ length: 1_000 }, (_, n) => frame(`PUB n.${n % 3}`, String(n)))));
  await a.until((frames) => frames.length >= 1_005);
  expect(a.frames.slice(5).map(({ body }) => Number(body))).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
});

test('a client that has said all it wants to is still answered', async () => {
  const client = await open();
  client.socket.end(frame('HELLO brief'));
  await client.ended;
  expect(client.headers).toEqual(['OK HELLO brief']);
});

const LONG = 'a'.repeat(5_000);
test.each<[string, Buffer, string]>([
  ['an unknown verb', frame('PUSH a'), 'UNKNOWN_VERB'],
  ['a verb of the broker', frame('EVT a', '{}'), 'UNEXPECTED_BODY'],
  ['an empty line', frame(''), 'UNKNOWN_VERB'],
  ['a verb in small letters', frame('sub a'), 'UNKNOWN_VERB'],
  ['BYE with an argument', frame('BYE now'), 'HEADER_MALFORMED'],
  ['HELLO without a name', frame('HELLO'), 'BAD_NAME'],
  ['HELLO with a name of 201 characters', frame(`HELLO ${'n'.repeat(201)}`), 'BAD_NAME'],
  ['a body of SUB', frame('SUB a', '{}'), 'UNEXPECTED_BODY'],
  ['a body of HELLO', frame('HELLO a', '{}'), 'UNEXPECTED_BODY'],
  ['PUB without a topic', frame('PUB '), 'BAD_TOPIC'],
  ['PUB alone', frame('PUB'), 'UNKNOWN_VERB'],
  ['an empty token', frame('PUB a..b', '{}'), 'BAD_TOPIC'],
  ['a wildcard in a published topic', frame('PUB a.*', '{}'), 'BAD_TOPIC'],
  ['a space in a topic', frame('PUB a b', '{}'), 'BAD_TOPIC'],
  ['an empty pattern', frame('SUB '), 'BAD_PATTERN'],
  ['> in the middle', frame('SUB a.>.b'), 'BAD_PATTERN'],
  ['UNSUB of no pattern', frame('UNSUB a..b'), 'BAD_PATTERN'],
  ['a header of 4,097 bytes', frame(`PUB ${'a'.repeat(4_092)}`), 'HEADER_TOO_LONG'],
  ['a header without an end', Buffer.from(LONG), 'HEADER_TOO_LONG'],
  ['a byte above ASCII', frame('PUB ü', '{}'), 'HEADER_MALFORMED'],
  ['a NUL', frame('PUB a\0', '{}'), 'HEADER_MALFORMED'],
  ['a carriage return', frame('HELLO a\r'), 'HEADER_MALFORMED'],
  ['a body of a byte too many', frame('PUB a', '', 1_048_577), 'BODY_TOO_LONG'],
  ['a body of 4 GiB', frame('PUB a', '', 0xffffffff), 'BODY_TOO_LONG'],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: decnet\r\n\r\n'), 'HEADER_MALFORMED'],
])('%s ends that connection with ERR, after what came before it, and no other', async (_what, bytes, code) => {
  const others = await bystander();
  const [client, reader] = [await open(), await open()];
  await reader.ask('SUB before');
  client.socket.write(Buffer.concat([frame('PUB before', 'was fine'), bytes, frame('PUB before', 'too late')]));
  await client.ended;
  expect(client.headers).toEqual([`ERR ${code}`]);
  await others.hears('still here');
  await reader.ask('HELLO reader');
  expect(reader.headers).toEqual(['OK SUB before', 'EVT before', 'OK HELLO reader']);
});

test('whatever bytes a connection sends, in whatever pieces: the broker lives, and the others are served', async () => {
  const others = await bystander();
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('HELLO x', 'SUB a', 'SUB >', 'UNSUB a', 'PUB a', 'PUB by.stander.not', 'BYE').map((header) => frame(header)),
    fc.string().map((body) => frame('PUB a', body)),
    fc.tuple(fc.string({ maxLength: 8 }), fc.nat()).map(([header, length]) => frame(header, 'x', length)),
  );
  let round = 0;
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
    const client = await open();
    for (const bytes of pieces) client.socket.write(bytes);
    client.socket.end();
    await client.ended;
    round += 1;
    await others.hears(`round ${round}`);
  }), { numRuns: 150 });
  expect(broker.connections).toBe(2);
  expect(log.filter(([, { code }]) => code === 'INTERNAL')).toEqual([]);
});

test('a frame of any size arrives whole when it comes byte by byte', async () => {
  const [slow, reader] = [await open(), await open()];
  await reader.ask('SUB a');
  slow.socket.setNoDelay(true);
  for (const byte of frame('PUB a', 'one after the other')) {
    slow.socket.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await reader.until((frames) => frames.at(-1)?.body === 'one after the other');
});

describe('a subscriber that does not read', () => {
  const BODY = 'x'.repeat(1_000);

  async function publish(from: RawClient, count: number): Promise<void> {
    const batch = Buffer.concat(Array.from({ length: 100 }, () => frame('PUB flood', BODY)));
    for (let n = 0; n < count; n += 100) if (!from.socket.write(batch)) await once(from.socket, 'drain');
  }

  test('loses the oldest, is told of exactly so many, delays nobody, and is logged once a second at most', async () => {
    const [stalled, lively, publisher] = [await open(), await open(), await open()];
    await stalled.ask('HELLO sleeper');
    await Promise.all([stalled, lively].map((client) => client.ask('SUB flood')));
    stalled.socket.pause();
    const since = performance.now();
    await publish(publisher, 40_000);
    await publisher.ask('HELLO publisher');
    await lively.until((frames) => frames.length === 40_001);
    const seconds = (performance.now() - since) / 1_000;
    stalled.socket.resume();
    const lost = (): number => stalled.headers.filter((header) => header.startsWith('LAG ')).reduce((sum, header) => sum + Number(header.slice(4)), 0);
    await stalled.until((frames) => frames.filter(({ header }) => header === 'EVT flood').length === 40_000 - lost());
    expect(lost()).toBeGreaterThan(20_000);
    expect(lively.headers.some((header) => header.startsWith('LAG'))).toBe(false);
    expect(log[0]).toEqual(['messages dropped for a connection that does not keep up', { connection: 'sleeper', dropped: expect.any(Number) as unknown }]);
    expect(log.length).toBeLessThanOrEqual(1 + seconds);
  }, 30_000);

  test('fast enough is waited for: whoever asks after each mebibyte loses nothing', async () => {
    const [slow, publisher] = [await open(), await open()];
    await slow.ask('SUB flood');
    // One piece at a time: more than a second for what is published in a tenth of one.
    const reading = setInterval(() => slow.socket.resume(), 2);
    slow.socket.on('data', () => slow.socket.pause());
    for (let n = 0; n < 24; n += 1) {
      await publish(publisher, 1_000);
      await publisher.ask(`HELLO publisher ${n}`);
    }
    clearInterval(reading);
    slow.socket.removeAllListeners('data');
    await publisher.ask('HELLO last');
    expect(log).toEqual([]);
    expect(slow.headers.filter((header) => header.startsWith('LAG'))).toEqual([]);
  });

  test('is not waited for by whoever asks whether everything is on its way, beyond a second', async () => {
    const [stalled, publisher] = [await open(), await open()];
    await stalled.ask('SUB flood');
    stalled.socket.pause();
    await publish(publisher, 4_000);
    const since = performance.now();
    await publisher.ask('HELLO publisher');
    expect(performance.now() - since).toBeLessThan(2_000);
    const again = performance.now();
    await publisher.ask('HELLO publisher');
    expect(performance.now() - again).toBeLessThan(500);
  });

  test('and never reads its answers is ended', async () => {
    const others = await bystander();
    const deaf = await open();
    deaf.socket.pause();
    const ask = Buffer.concat(Array.from({ length: 1_000 }, () => frame(`UNSUB ${'a'.repeat(60)}`)));
    for (let n = 0; n < 100; n += 1) deaf.socket.write(ask);
    while (log.length === 0) await others.hears(`not yet ${performance.now()}`);
    expect(log).toEqual([['connection refused', { connection: 'nobody', code: 'ANSWERS_NOT_READ', refused: 1 }]]);
    deaf.socket.resume();
    await deaf.ended;
    expect(deaf.frames.length).toBeLessThan(100_000);
    await others.hears('still here');
  });
});

test('takes so many connections and says so to the next', async () => {
  // Not all at once: a socket's queue of those who wait is shorter.
  for (let n = 0; n < 1_024; n += 32) await Promise.all(Array.from({ length: 32 }, async () => (await open()).ask('HELLO one')));
  const [last] = [opened.at(-1)!];
  expect(await last.ask('HELLO last')).toBe('OK HELLO last');
  const tooMany = await open();
  await tooMany.ended;
  expect(tooMany.headers).toEqual(['ERR TOO_MANY_CONNECTIONS']);
  opened[0]!.socket.destroy();
  await opened[0]!.ended;
  await last.ask('HELLO again');
  const next = await open();
  expect(await next.ask('HELLO next')).toBe('OK HELLO next');
});

test('whoever wants to know everything may ask for so many patterns, and no more', async () => {
  const client = await open();
  client.socket.write(Buffer.concat(Array.from({ length: 10_001 }, (_, n) => frame(`SUB p.${n}`))));
  await client.ended;
  expect(client.headers.at(-1)).toBe('ERR TOO_MANY_SUBSCRIPTIONS');
  expect(client.headers).toHaveLength(10_001);
});
