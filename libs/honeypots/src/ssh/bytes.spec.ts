import { connect, type Socket } from 'node:net';
import { contextFor, Decoy, MemoryKeyStore } from '../../test/decoy.js';
import type { ConnectionLimits } from '../connection/limits.js';
import type { Clock, ServiceContext } from '../handler.js';
import { personaFor } from '../persona/persona-for.js';
import { sshHandler } from './handler.js';

const persona = personaFor({ installSecret: 'test', topologyId: 'maze', decky: 'd1', archetype: 'linux-server', name: 'web-01' });
const keys = new MemoryKeyStore();
let decoy: Decoy;
afterEach(() => decoy.close());

const start = (over: Partial<ServiceContext> = {}, limits: Partial<ConnectionLimits> = {}): Promise<Decoy> => Decoy.start(sshHandler, { persona, keys, ...over }, limits);

/** Everything that the decoy sends, until it closes or has sent so much. */
function raw(bytes: string | Buffer, enough = Infinity): Promise<{ got: Buffer; closed: boolean }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(decoy.port, '127.0.0.1', () => socket.write(bytes));
    const finish = (closed: boolean) => (): void => {
      socket.destroy();
      resolve({ got: Buffer.concat(parts), closed });
    };
    socket.on('data', (chunk: Buffer) => {
      parts.push(chunk);
      if (parts.reduce((sum, { length }) => sum + length, 0) >= enough) finish(false)();
    });
    socket.on('end', finish(true)).on('error', finish(true));
  });
}

const IDENT = `SSH-2.0-${persona.ssh.banner}\r\n`;

describe('ssh, with bytes', () => {
  it.each([
    ['a web request', 'GET / HTTP/1.0\r\n\r\n', 'Invalid SSH identification string.\r\n'], ['an empty line', '\r\n', 'Invalid SSH identification string.\r\n'],
    ['a zero byte', '\0', 'Invalid SSH identification string.\r\n'], ['a line without an end', 'A'.repeat(9_000), 'Invalid SSH identification string.\r\n'],
    ['half an identification', 'SSH-2.0\r\n', 'Invalid SSH identification string.\r\n'], ['a carriage return inside', 'SSH-2.0-a\rb\n', 'Invalid SSH identification string.\r\n'],
    ['an old version', 'SSH-1.5-x\r\n', 'Protocol major versions differ.\r\n'], ['a future version', 'SSH-3.0-x\r\n', 'Protocol major versions differ.\r\n'],
    ['a known scanner', 'SSH-2.0-SSH_Version_Mapper\r\n', ''],
  ])('answers %s as sshd does, and tells', async (_title, sent, answer) => {
    decoy = await start();
    expect((await raw(sent)).got.toString()).toBe(IDENT + answer);
    const [event] = await decoy.heard('scan');
    expect(event).toMatchObject({ outcome: 'failure', request: sent.replace(/\r?\n[\s\S]*$/, '').slice(0, 4_096) });
  });

  it.each(['SSH-2.0-x\r\n', 'SSH-1.99-OpenSSH_3\r\n', 'SSH-2.5- y\r\n', 'SSH-2.0-x\n'])('goes on with %j: an offer, padded with zeros', async (sent) => {
    decoy = await start();
    const { got } = await raw(sent, IDENT.length + 1_000);
    const packet = got.subarray(IDENT.length);
    expect(packet[5]).toBe(20);
    expect(packet.subarray(4 + packet.readUInt32BE(0) - packet[4]!)).toEqual(Buffer.alloc(packet[4]!));
    expect(packet.toString('latin1')).toContain('curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256,kex-strict-s-v00@openssh.com');
    expect(packet.toString('latin1')).toContain('rsa-sha2-512,rsa-sha2-256,ssh-rsa,ecdsa-sha2-nistp256,ssh-ed25519');
  });

  it('hangs up without a word on garbage after the identification', async () => {
    decoy = await start();
    const { got, closed } = await raw(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(64, 0xff)]));
    expect(closed).toBe(true);
    const offer = got.subarray(IDENT.length);
    expect(offer.length).toBe(4 + offer.readUInt32BE(0));
    expect(decoy.logged).toEqual([]);
  });

  it('sends its identification before it has any key', async () => {
    let make = (): void => undefined;
    const slow = { get: () => new Promise<string>((resolve) => { make = () => resolve(''); }) };
    decoy = await start({ keys: slow });
    expect((await raw('', IDENT.length)).got.toString()).toBe(IDENT);
    make();
  });

  it('gives nobody longer than the grace time to log in', async () => {
    const asked: number[] = [];
    let expire = (): void => undefined;
    const clock: Clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => { asked.push(ms); expire = resolve; }) };
    decoy = await start({ clock });
    const closed = raw('SSH-2.0-x\r\n');
    await decoy.heard('connect');
    expect(asked).toEqual([120_000]);
    expire();
    expect((await closed).closed).toBe(true);
  });

  it('serves at most so many at once, however many come and say nothing', async () => {
    decoy = await start({}, { perSource: 20, waiting: 100, waitMs: 150 });
    const sockets: Socket[] = [];
    let [greeted, gone] = [0, 0];
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 500; i += 1) {
        const socket = connect(decoy.port, '127.0.0.1');
        sockets.push(socket);
        socket.on('error', () => undefined);
        socket.once('data', () => { greeted += 1; });
        socket.once('close', () => {
          gone += 1;
          if (gone === 480) resolve();
        });
      }
    });
    expect(greeted).toBe(20);
    for (const socket of sockets) socket.destroy();
    await decoy.heard('disconnect', 20);
    expect((await raw('', IDENT.length)).got.toString()).toBe(IDENT);
  });

  it('costs next to nothing before somebody comes', () => {
    const made = Array.from({ length: 20 }, () => sshHandler.create(contextFor({ persona, keys })));
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 2_000; i += 1) made.push(sshHandler.create(contextFor({ persona, keys })));
    expect((process.memoryUsage().heapUsed - before) / 2_000).toBeLessThan(8_192);
    expect(made).toHaveLength(2_020);
  });

});
