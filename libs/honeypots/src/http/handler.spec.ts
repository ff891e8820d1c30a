import { spawnSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { Decoy } from '../../test/decoy.js';
import { personaFor } from '../persona/persona-for.js';
import { httpHandler } from './handler.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const ifCurl = hasCurl ? it : it.skip;

const persona = personaFor({ installSecret: 'test', topologyId: 'maze', decky: 'd1', archetype: 'web-server', name: 'shop' });
const start = (config: Record<string, string> = {}): Promise<Decoy> => Decoy.start(httpHandler, { persona, config: { title: 'Shop <admin>', server: 'nginx', ...config } });
let decoy: Decoy;
afterEach(() => decoy.close());

/** Output of curl against the decoy. */
function curl(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('curl', ['-s', '-i', '--max-time', '10', ...args.map((arg) => arg.replace('{}', `http://127.0.0.1:${decoy.port}`))]);
    let out = '';
    child.stdout.on('data', (chunk) => { out += String(chunk); });
    child.on('close', () => resolve(out));
  });
}

/** Everything that the decoy answers to these bytes until it closes. */
function raw(request: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(decoy.port, '127.0.0.1', () => socket.write(request));
    let out = '';
    socket.on('data', (chunk) => { out += chunk.toString('latin1'); });
    socket.on('error', () => undefined).on('close', () => resolve(out));
  });
}

describe('http', () => {
  ifCurl('shows the configured title, escaped, under the name of the product of this machine', async () => {
    decoy = await start();
    const page = await curl('{}/');
    expect(page).toContain('<title>Shop &lt;admin&gt;</title>');
    expect(page).toContain(`\nServer: ${persona.http.nginx}\r`);
  });

  ifCurl('can be the other product', async () => {
    decoy = await start({ server: 'apache' });
    expect(await curl('{}/nothing')).toContain(`<address>${persona.http.apache} Server at 127.0.0.1 Port ${decoy.port}</address>`);
  });

  ifCurl('lets exactly the configured pair in, and tells who tried what', async () => {
    decoy = await start({ user: 'admin', password: 'Sommer2024' });
    expect(await curl('-d', 'username=admin&password=sommer2024', '{}/login')).toContain('Invalid username or password.');
    expect(await curl('-d', 'username=root&password=Sommer2024', '{}/login')).toContain('Invalid username or password.');
    const jar = await curl('-L', '-c', '-', '-b', 'x=y', '-d', 'username=admin&password=Sommer2024', '{}/login');
    expect(jar).toContain('302 Moved Temporarily');
    expect(jar).toContain('Signed in.');
    expect(decoy.of('login').map(({ user, secret, outcome }) => ({ user, secret, outcome }))).toEqual([
      { user: 'admin', secret: 'sommer2024', outcome: 'failure' },
      { user: 'root', secret: 'Sommer2024', outcome: 'failure' },
      { user: 'admin', secret: 'Sommer2024', outcome: 'success' },
    ]);
  });

  ifCurl('lets nobody in without a configured password, and shows nothing without a session', async () => {
    decoy = await start();
    expect(await curl('-d', 'username=admin&password=', '{}/login')).toContain('Invalid username or password.');
    expect(await curl('{}/dashboard')).toContain('Location: /login');
  });

  ifCurl('hears basic authentication and JSON logins', async () => {
    decoy = await start();
    await curl('-u', 'joe:a:b', '{}/');
    await curl('-H', 'Content-Type: application/json', '-d', '{"email":"a@b.c","password":"pw"}', '{}/api/session');
    expect(decoy.of('login').map(({ user, secret, data }) => [user, secret, data?.method])).toEqual([['joe', 'a:b', 'basic'], ['a@b.c', 'pw', 'form']]);
  });

  ifCurl('tells of each request what it was, with a hash of its body', async () => {
    decoy = await start();
    await curl('-A', 'scan/1', '--data-binary', 'x=1', '{}/cgi-bin/a?b=c');
    const [event] = await decoy.heard('request');
    expect(event).toMatchObject({ request: 'POST /cgi-bin/a?b=c HTTP/1.1', outcome: 'failure', bytes: 3 });
    expect(event!.data).toMatchObject({ method: 'POST', path: '/cgi-bin/a', status: 404, body: 'x=1', bodySha256: createHash('sha256').update('x=1').digest('hex') });
    expect(event!.data!.headers).toContainEqual(['User-Agent', 'scan/1']);
  });

  it('frames every connection with connect and disconnect, also one that sends garbage', async () => {
    decoy = await start();
    expect(await raw(Buffer.from([0x16, 3, 1, 0, 5, 1]))).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    const [farewell] = await decoy.heard('disconnect');
    expect(decoy.events.map(({ eventType }) => eventType)).toEqual(['connect', 'request', 'disconnect']);
    expect(farewell!.bytes).toBe(6);
  });

  it('is not filled by a line without an end, a head without an end or a body without an end', async () => {
    decoy = await Decoy.start(httpHandler, { config: { server: 'apache' } }, { bytes: 40 * 1024 * 1024 });
    const before = process.memoryUsage().arrayBuffers;
    const flood = (start: string, block: string): Promise<void> => new Promise((resolve) => {
      const socket = connect(decoy.port, '127.0.0.1', () => socket.write(start));
      const feed = (): void => { while (socket.writable && socket.write(block)); };
      socket.on('connect', feed).on('drain', feed).on('error', () => undefined).on('close', () => resolve());
      socket.resume();
    });
    await Promise.all([
      flood('', 'A'.repeat(65_536)),
      flood('GET / HTTP/1.1\r\n', 'X: y\r\n'.repeat(10_000)),
      flood('POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n', 'a'.repeat(65_536)),
    ]);
    await decoy.heard('disconnect', 3);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024);
    expect(decoy.logged).toEqual([]);
  });
});
