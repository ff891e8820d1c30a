import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { decodeEvent, personaFor, type DecoyEvent } from '@decnet/honeypots';

const root = new URL('../../../', import.meta.url).pathname;
const persona = personaFor({ installSecret: 's', topologyId: 't', decky: 'd', archetype: 'linux-server', name: 'web-01' });
let built: string;
let child: ChildProcess | null = null;

// The program runs as it will in a container: compiled, in a process of its own.
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'decky-'));
  const { status, stderr } = spawnSync('npx', ['swc', 'apps/decky', 'libs/honeypots', 'libs/domain', '-d', built, '--quiet'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
});
afterEach(() => { child?.kill('SIGKILL'); });
afterAll(() => rmSync(built, { recursive: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the program and waits until it says that it listens. */
async function start(service: string, port: number): Promise<{ process: ChildProcess; next: () => Promise<DecoyEvent> }> {
  const settings = { service, config: {}, persona, ports: [{ port, protocol: 'tcp' }], keyDirectory: join(built, 'keys') };
  const started = spawn(process.execPath, [join(built, 'apps/decky/src/main.js')], { env: { DECNET_DECKY: JSON.stringify(settings) } });
  child = started;
  await once(started.stderr, 'data');
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  return { process: started, next: async () => decodeEvent((await lines.next()).value as string) };
}

describe('the program inside a decoy', () => {
  it('serves its service, says what happens as lines of events, and goes when it is told', async () => {
    const port = await freePort();
    const decky = await start('http', port);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    expect(answer.headers.get('server')).toBe(persona.http.server);
    expect((await decky.next()).eventType).toBe('connect');
    expect(await decky.next()).toMatchObject({ eventType: 'request', service: 'http', src: { ip: '127.0.0.1' }, dst: { ip: '127.0.0.1', port } });
    decky.process.kill('SIGTERM');
    expect((await once(decky.process, 'exit'))[0]).toBe(0);
  });

  it('leaves in the middle of a session, and keeps its host keys where only it can read them', async () => {
    const port = await freePort();
    const decky = await start('ssh', port);
    const socket = connect(port, '127.0.0.1', () => socket.write('SSH-2.0-x\r\n'));
    // The offer comes when the keys are there.
    await new Promise<void>((resolve) => {
      let bytes = 0;
      socket.on('data', ({ length }) => { if ((bytes += length) > 1_000) resolve(); });
    });
    for (const name of ['ssh_host_rsa_key', 'ssh_host_ecdsa_key', 'ssh_host_ed25519_key']) expect(statSync(join(built, 'keys', name)).mode & 0o777).toBe(0o600);
    decky.process.kill('SIGTERM');
    expect((await once(decky.process, 'exit'))[0]).toBe(0);
    socket.destroy();
  });

  it('says what is wrong and ends when it is told nonsense', async () => {
    const { status, stderr } = spawnSync(process.execPath, [join(built, 'apps/decky/src/main.js')], { env: { DECNET_DECKY: '{"service":"nope"}' }, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toBe('unknown service "nope"\n');
  });
});
