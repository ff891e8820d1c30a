import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Decoy } from '../../test/decoy.js';
import { conversation } from '../events/reporter.js';
import type { ServiceHandler } from '../handler.js';
import { Apache } from './apache.js';
import { Exchange } from './exchange.js';
import { Nginx } from './nginx.js';
import type { Site } from './site.js';
import type { WebServer } from './web-server.js';

interface Recorded { answer: string; closed: boolean }
const golden = (name: string): string => readFileSync(new URL(`../../test/golden/${name}`, import.meta.url), 'utf8');
const CASES = JSON.parse(golden('cases.json')) as Record<string, string>;
const MODIFIED = new Date('2024-03-05T10:11:12Z');
const INDEX = { kind: 'document' as const, body: Buffer.from(golden('index.html')), modified: MODIFIED };

/** The site that the real daemons served when they were recorded. */
const site = {
  triedBy: () => null, accepts: () => false,
  resource: ({ path }: { path: string }) => (['/', '/index.html'].includes(path) ? INDEX : { kind: 'missing' }),
} as unknown as Site;

const handlerOf = (server: WebServer): ServiceHandler => ({
  slug: 'http',
  create: (context) => ({
    handleConnection: (connection) => conversation(context, 'http', connection, (reporter) => new Exchange(context, server, site, connection, reporter).run()),
  }),
});

/** Sends one request; done when the server closes, or when as much came as the real one sent before it waited for more. */
function ask(port: number, request: string, expected: Recorded): Promise<Recorded> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    let answer = '';
    const finish = (closed: boolean) => (): void => {
      socket.destroy();
      resolve({ answer: answer.replaceAll(/Date: [^\r]+/g, 'Date: {date}'), closed });
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      const soFar = answer.replaceAll(/Date: [^\r]+/g, 'Date: {date}').length;
      if (!expected.closed && soFar >= expected.answer.length) setImmediate(() => setImmediate(finish(false)));
    });
    socket.on('end', finish(true)).on('error', finish(true));
  });
}

const expand = (text: string, etag: string): string => text.replaceAll('{modified}', MODIFIED.toUTCString()).replaceAll('{etag}', etag)
  .replace(/\{([^{}*]+)\*(\d+)\}/gs, (_, part: string, times: string) => part.repeat(Number(times)));

/** Deflate gives other bytes from one build of zlib to the next; what it packs must be the same. */
function unpacked(answer: string): string {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  if (!head.includes('Content-Encoding: gzip')) return answer;
  const body = rest.join('\r\n\r\n');
  const start = body.indexOf('\x1f\x8b');
  if (start < 0) return answer.replace(/Content-Length: \d+/, '');
  return `${head.replace(/Content-Length: \d+/, '')}${gunzipSync(Buffer.from(body, 'latin1').subarray(start, body.endsWith('0\r\n\r\n') ? -7 : undefined)).toString()}`;
}

describe.each([
  { name: 'nginx', server: new Nginx('nginx/1.22.1'), etag: '"65e6efc0-5e"' },
  { name: 'apache', server: new Apache('Apache/2.4.71 (Debian)', '127.0.0.1'), etag: '"5e-612e70fcb7000"' },
])('what $name answers, byte for byte as recorded from the real one', ({ name, server, etag }) => {
  const recorded = JSON.parse(golden(`${name}.json`)) as Record<string, Recorded>;
  let decoy: Decoy;
  beforeAll(async () => { decoy = await Decoy.start(handlerOf(server)); });
  afterAll(() => decoy.close());

  // Where the real one waits for a body that never comes there is nothing to compare.
  const titles = Object.keys(CASES).filter((title) => recorded[title]!.answer !== '');
  it.each(titles)('%s', async (title) => {
    const expected = recorded[title]!;
    const got = await ask(decoy.port, expand(CASES[title]!, etag), expected);
    expect({ ...got, answer: unpacked(got.answer) }).toEqual({ ...expected, answer: unpacked(expected.answer) });
    expect(decoy.logged).toEqual([]);
  });
});
