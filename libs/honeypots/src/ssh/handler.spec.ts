import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import ssh2, { type AnyAuthMethod } from 'ssh2';
import { Decoy, MemoryKeyStore } from '../../test/decoy.js';
import type { ConnectionLimits } from '../connection/limits.js';
import type { Clock, ServiceContext } from '../handler.js';
import { personaFor } from '../persona/persona-for.js';
import { sshHandler } from './handler.js';

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).error === undefined;
const hasClient = has('ssh', '-V') && has('sshpass', '-V');
/** With the OpenSSH client of this machine; skipped by name where it is missing. */
const ifClient = hasClient ? it : it.skip;

const persona = personaFor({ installSecret: 'test', topologyId: 'maze', decky: 'd1', archetype: 'linux-server', name: 'web-01' });
const PAIR = { user: 'root', password: 'hunter2' };
const keys = new MemoryKeyStore();

let decoy: Decoy;
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  decoy.close();
});

const start = (over: Partial<ServiceContext> = {}, limits: Partial<ConnectionLimits> = {}): Promise<Decoy> => (
  Decoy.start(sshHandler, { persona, config: PAIR, keys, ...over }, limits)
);

interface Ran { out: string; err: string; code: number | null }

/** Runs the OpenSSH client with a password, and types `input` when there is some. */
function ssh(password: string, args: string[], input = '', user = 'root'): Promise<Ran> {
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-o', 'IdentityAgent=none', '-o', 'IdentitiesOnly=yes', '-F', '/dev/null', '-p', String(decoy.port)];
  // The client takes the first value that it finds for an option.
  const child = spawn('sshpass', ['-p', password, 'ssh', ...args.slice(0, -1), ...options, `${user}@127.0.0.1`, ...args.slice(-1).filter((arg) => arg !== '')]);
  children.push(child);
  const ran: Ran = { out: '', err: '', code: null };
  child.stdout.on('data', (chunk) => { ran.out += String(chunk); });
  child.stderr.on('data', (chunk) => { ran.err += String(chunk); });
  child.stdin.end(input);
  return new Promise((resolve) => { child.on('close', (code) => resolve({ ...ran, code })); });
}


describe('ssh, with the OpenSSH client', () => {
  ifClient('lets the configured pair in, runs a command and gives back its status', async () => {
    decoy = await start();
    expect(await ssh('hunter2', ['whoami; uname -r; xyz'])).toEqual({ out: `root\n${persona.os.kernel}\n`, err: 'bash: xyz: command not found\n', code: 127 });
  });

  ifClient.each([
    ['another password', 'hunter3', 'root', {}], ['the password in capitals', 'HUNTER2', 'root', {}], ['a longer password', 'hunter22', 'root', {}], ['another user', 'hunter2', 'admin', {}],
    ['an empty password', '', 'root', {}], ['any pair, when no password is set', 'hunter2', 'root', { config: {} }], ['the empty password, when none is set', '', 'root', { config: { user: 'root' } }],
  ])('does not let %s in', async (_title, password, user, over) => {
    decoy = await start(over);
    const { out, err, code } = await ssh(password, ['-o', 'NumberOfPasswordPrompts=1', 'id'], '', user);
    expect({ out, code }).toEqual({ out: '', code: 255 });
    expect(err).toContain('Permission denied (publickey,password).');
    expect(decoy.of('login')).toEqual([expect.objectContaining({ user, secret: password, outcome: 'failure' })]);
    expect(decoy.of('login').some(({ outcome }) => outcome === 'success')).toBe(false);
    expect(decoy.of('command')).toEqual([]);
  });

  ifClient('tells the whole story of a visit, with what was typed', async () => {
    decoy = await start();
    await ssh('hunter2', ['cat /etc/hostname']);
    const [farewell] = await decoy.heard('disconnect');
    expect(decoy.events.map(({ eventType, outcome, user, secret, command }) => ({ eventType, outcome, user, secret, command }))).toEqual([
      { eventType: 'connect' }, { eventType: 'login', outcome: 'success', user: 'root', secret: 'hunter2' }, { eventType: 'session.open', user: 'root' },
      { eventType: 'command', user: 'root', command: 'cat /etc/hostname' }, { eventType: 'session.close', user: 'root' }, { eventType: 'disconnect' },
    ]);
    expect(farewell!.data!.client).toMatch(/^SSH-2\.0-OpenSSH/);
    expect(new Set(decoy.events.map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  ifClient('gives a person with a terminal a prompt, an echo, a history and a way out', async () => {
    decoy = await start();
    const { out, code } = await ssh('hunter2', ['-tt', ''], 'echo one\r\x1b[A\rcd /tmp\rpwd\rexit 3\r');
    expect(code).toBe(3);
    expect(out).toContain('Last login: ');
    expect(out).toContain('root@web-01');
    expect(out.match(/\none\r/g)).toHaveLength(2);
    expect(out).toMatch(/\/tmp\r\n[\s\S]*logout\r\n/);
    await decoy.heard('disconnect');
    expect(decoy.of('command').map(({ command }) => command)).toEqual(['echo one', 'echo one', 'cd /tmp', 'pwd', 'exit 3']);
  });

  ifClient('runs a script that is piped in, without prompt and echo', async () => {
    decoy = await start();
    expect(await ssh('hunter2', ['-T', ''], 'id -u\ncd /etc\npwd\nexit 4\nid\n')).toMatchObject({ out: '0\n/etc\n', code: 4 });
  });

  ifClient.each(['rsa-sha2-512', 'rsa-sha2-256', 'ecdsa-sha2-nistp256', 'ssh-ed25519'])('proves itself with a host key of type %s', async (type) => {
    decoy = await start();
    expect((await ssh('hunter2', ['-o', `HostKeyAlgorithms=${type}`, 'id -u'])).out).toBe('0\n');
  });

  ifClient.each([['-c', 'aes128-ctr', '-m', 'hmac-sha2-256'], ['-c', 'aes256-gcm@openssh.com'], ['-C'], ['-o', 'KexAlgorithms=diffie-hellman-group14-sha256'], ['-o', 'KexAlgorithms=ecdh-sha2-nistp384']].map((args) => [args.join(' '), args] as const))('works with %s', async (_title, args) => {
    decoy = await start();
    expect((await ssh('hunter2', [...args, 'id -u'])).out).toBe('0\n');
  });

  ifClient('refuses to forward, and tells where to', async () => {
    decoy = await start();
    const { err } = await ssh('hunter2', ['-o', 'LogLevel=INFO', '-W', '10.1.1.1:80', '']);
    expect(err).toContain('administratively prohibited: open failed');
    await ssh('hunter2', ['-R', '0:10.1.1.2:81', 'true']);
    expect(decoy.of('forward').map(({ outcome, request }) => [outcome, request])).toEqual([['refused', '10.1.1.1:80'], ['refused', 'localhost:0']]);
  });

  ifClient('announces what sshd announces, not what its library would', async () => {
    decoy = await start();
    const { err } = await ssh('hunter2', ['-o', 'LogLevel=DEBUG2', 'true']);
    expect(err).toContain('server-sig-algs=<ssh-ed25519,sk-ssh-ed25519@openssh.com,ssh-rsa,rsa-sha2-256,rsa-sha2-512,ssh-dss,ecdsa-sha2-nistp256,');
    expect(err).toContain('debug2: MACs stoc: umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,');
  });

  ifClient('keeps its host keys: the same after a restart, others on another decky', async () => {
    const fingerprint = async (): Promise<string> => (await ssh('hunter2', ['-o', 'LogLevel=DEBUG1', 'true'])).err.match(/Server host key: (.*)/)![1]!;
    decoy = await start();
    const first = await fingerprint();
    decoy.close();
    decoy = await start();
    expect(await fingerprint()).toBe(first);
    decoy.close();
    decoy = await start({ keys: new MemoryKeyStore() });
    expect(await fingerprint()).not.toBe(first);
  });
});

/** Goes through the methods in turn; gives back the words with which it was thrown out. */
function tryAll(methods: AnyAuthMethod[]): Promise<string> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    const finish = (words: string): void => {
      resolve(words);
      client.end();
    };
    client.on('error', ({ message }) => finish(message)).on('ready', () => finish('ready')).on('close', () => finish('closed'));
    client.connect({ host: '127.0.0.1', port: decoy.port, username: 'root', authHandler: (_left, _partial, next) => next(methods.shift() ?? (false as unknown as AnyAuthMethod)) });
  });
}
const wrong = (): AnyAuthMethod => ({ type: 'password', username: 'root', password: 'wrong' });
const none = (): AnyAuthMethod => ({ type: 'none', username: 'root' });

describe('ssh, one attempt after the other', () => {
  it('throws out after six failures, in the words of sshd, and the first `none` is not one', async () => {
    decoy = await start();
    expect(await tryAll([none(), ...Array.from({ length: 9 }, wrong)])).toBe('Too many authentication failures');
    expect(decoy.of('login').map(({ secret, outcome }) => [secret, outcome])).toEqual(Array.from({ length: 6 }, () => ['wrong', 'failure']));
  });

  it('counts every other method as a failure, and still takes the right password at the sixth try', async () => {
    decoy = await start();
    const interactive = (): AnyAuthMethod => ({ type: 'keyboard-interactive', username: 'root', prompt: () => undefined });
    expect(await tryAll([none(), none(), interactive(), interactive(), wrong(), wrong(), { type: 'password', username: 'root', password: 'hunter2' }])).toBe('ready');
    decoy.close();
    decoy = await start();
    expect(await tryAll([wrong(), interactive(), wrong(), interactive(), none(), none(), { type: 'password', username: 'root', password: 'hunter2' }])).toBe('Too many authentication failures');
  });

  it('takes its time for a wrong password and little for a right one', async () => {
    const slept: number[] = [];
    const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => { slept.push(ms); return signal ? new Promise(() => undefined) : Promise.resolve(); } };
    decoy = await start({ clock });
    await tryAll([wrong(), { type: 'password', username: 'root', password: 'hunter2' }]);
    const [, failed, right] = slept;
    expect(failed).toBeGreaterThanOrEqual(1_500);
    expect(right).toBeLessThan(200);
  });

  it('does not let the user change halfway', async () => {
    decoy = await start();
    expect(await tryAll([wrong(), { type: 'password', username: 'other', password: 'x' }])).toBe('Change of username or service not allowed: (root,ssh-connection) -> (other,ssh-connection)');
  });
});

/** What is really held, garbage aside. */
function held(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('ssh, behind the login', () => {
  it('is not filled by a line without an end', async () => {
    const block = Buffer.alloc(32_768, 'a');
    const blocks = 1_000;
    decoy = await start();
    const before = held();
    const client = new ssh2.Client();
    const after = await new Promise<number>((resolve) => {
      client.on('error', () => undefined).on('ready', () => {
        client.shell({ term: 'dumb' }, (_error, channel) => {
          let sent = 0;
          const feed = (): void => {
            channel.write(block, () => {
              sent += 1;
              if (sent < blocks) feed();
              else resolve(held());
            });
          };
          channel.resume();
          feed();
        });
      });
      client.connect({ host: '127.0.0.1', port: decoy.port, username: 'root', password: 'hunter2' });
    });
    client.end();
    expect(after - before).toBeLessThan(blocks * block.length / 4);
    await decoy.heard('disconnect');
    expect(decoy.logged).toEqual([]);
  });
});
