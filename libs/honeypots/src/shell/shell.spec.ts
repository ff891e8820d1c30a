import fc from 'fast-check';
import type { Clock } from '../handler.js';
import { personaFor } from '../persona/persona-for.js';
import { wildcard } from './files/file-system.js';
import { accountsOf, type Machine } from './machine.js';
import { parse } from './parser.js';
import { Shell } from './shell.js';
import { Interactive } from './terminal/interactive.js';

const now = Date.UTC(2026, 4, 1, 12, 0, 0);
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
const persona = personaFor({ installSecret: 's', topologyId: 't', decky: 'd', archetype: 'web-server', name: 'web-01', now });

function shellFor(user = 'root', terminal: string | null = '/dev/pts/0'): Shell {
  const machine: Machine = { persona, clock, accounts: accountsOf(persona, user), interfaces: [{ ip: '10.20.1.5', prefix: 24 }, { ip: '172.16.4.9', prefix: 22 }] };
  return new Shell(machine, { user, from: '10.20.1.77', since: now, terminal });
}

async function run(line: string, shell = shellFor(), columns: number | null = null): Promise<{ out: string; err: string; status: number }> {
  let [out, err] = ['', ''];
  await shell.run(line, { out: (text) => { out += text; }, err: (text) => { err += text; }, columns });
  return { out, err, status: shell.status };
}

describe('the shell behind a login', () => {
  it.each([
    ['whoami', 'root\n'], ['id', 'uid=0(root) gid=0(root) groups=0(root)\n'], ['hostname', 'web-01\n'], ['pwd', '/root\n'],
    ['uname', 'Linux\n'], ['uname -r', `${persona.os.kernel}\n`], ['hostname -I', '10.20.1.5 172.16.4.9 \n'],
    ['echo a   b', 'a b\n'], ["echo 'a   $HOME' \"$HOME\"", 'a   $HOME /root\n'], ['echo -e "a\\tb\\x41"', 'a\tbA\n'], ['echo -n x', 'x'],
    ['cd /etc && cat hostname', 'web-01\n'], ['cat /nope; echo $?', '1\n'], ['false && echo a || echo b', 'b\n'], ['true || echo a; echo c', 'c\n'],
    ['X=5; echo "${X}y$X"', '5y5\n'], ['echo hi | cat', 'hi\n'], ['echo one > /tmp/a; echo two >> /tmp/a; cat /tmp/a', 'one\ntwo\n'], ['cat /nope 2>/dev/null; echo $?', '1\n'],
    ['cat /nope 2>&1 | cat', 'cat: /nope: No such file or directory\n'], ['cd /var/www; pwd; cd -; pwd', '/var/www\n/root\n/root\n'], ['echo /etc/host*', '/etc/hostname /etc/hosts\n'],
    ['/usr/bin/whoami', 'root\n'], ['cat /etc/os-release | cat | cat', expect.stringContaining(persona.os.distribution)], ['cd ../..; pwd', '/\n'], ['echo a;;', ''],
  ])('%s', async (line, expected) => {
    expect((await run(line)).out).toEqual(expected);
  });

  it.each([
    ['xyz', 'bash: xyz: command not found\n', 127], ['./run.sh', 'bash: ./run.sh: No such file or directory\n', 127], ['/etc', 'bash: /etc: Is a directory\n', 126],
    ['/etc/passwd', 'bash: /etc/passwd: Permission denied\n', 126], ['cd /nope', 'bash: cd: /nope: No such file or directory\n', 1], ['cd /etc/passwd', 'bash: cd: /etc/passwd: Not a directory\n', 1],
    ['ls /nope', "ls: cannot access '/nope': No such file or directory\n", 2], ['cat /etc', 'cat: /etc: Is a directory\n', 1], ['| x', "bash: syntax error near unexpected token `|'\n", 2],
    ['cat < /nope', 'bash: /nope: No such file or directory\n', 1], ['exit banana', 'bash: exit: banana: numeric argument required\n', 2],
  ])('%s is refused in the words of the real one', async (line, err, status) => {
    expect(await run(line)).toMatchObject({ err, status });
  });

  it('keeps its state from one line to the next', async () => {
    const shell = shellFor();
    await run('cd /tmp; A=1; echo x > note', shell);
    expect((await run('pwd; echo $A; cat note; ls -l', shell)).out).toMatch(/^\/tmp\n1\nx\ntotal 4\n-rw-r--r-- 1 root root 2 May {2}1 12:00 note\n$/);
  });

  it('hides one intruder from the next', async () => {
    await run('echo mine > /etc/motd');
    expect((await run('cat /etc/motd')).status).toBe(1);
  });

  it('does not let an ordinary user read what is not his, or write where he may not', async () => {
    const user = persona.users[1]!;
    expect((await run('cat /etc/shadow', shellFor(user))).err).toBe('cat: /etc/shadow: Permission denied\n');
    expect((await run('echo x > /etc/x', shellFor(user))).err).toBe('bash: /etc/x: Permission denied\n');
    expect((await run('ls /root', shellFor(user))).err).toContain('Permission denied');
    expect((await run('echo ok > ~/x; cat ~/x', shellFor(user))).out).toBe('ok\n');
  });

  it('knows the account that is let in, even when the machine did not', async () => {
    expect((await run('id; pwd; cat /etc/passwd', shellFor('oracle'))).out).toMatch(/^uid=100\d\(oracle\).*\n\/home\/oracle\n[\s\S]*\noracle:x:100\d:/);
  });

  it('shows the addresses of the maze and no others', async () => {
    const { out } = await run('ip a; ifconfig; ip route');
    expect(out).toContain('inet 10.20.1.5/24 brd 10.20.1.255 scope global eth0');
    expect(out).toContain('inet 172.16.4.9  netmask 255.255.252.0  broadcast 172.16.7.255');
    expect(out).toContain(`ether ${persona.mac}`);
    expect(new Set(out.match(/\d+\.\d+\.\d+\.\d+/g))).toEqual(new Set(['127.0.0.1', '255.0.0.0', '10.20.1.5', '10.20.1.255', '255.255.255.0', '172.16.4.9', '172.16.7.255', '255.255.252.0', '10.20.1.1', '10.20.1.0', '172.16.4.0']));
  });

  it('tells one story with all its programs', async () => {
    const { out } = await run('uname -a; cat /proc/version; cat /etc/hostname; w; uptime; ps aux; env; history');
    expect(out).toContain(`Linux web-01 ${persona.os.kernel} ${persona.os.build} x86_64`);
    expect(out).toContain('root     pts/0    10.20.1.77');
    expect(out).toContain('sshd: /usr/sbin/sshd -D');
    expect(out).not.toMatch(/undefined|NaN|\[object/);
  });

  it('lists in columns on a terminal and line by line into a pipe', async () => {
    expect((await run('ls /', shellFor(), 40)).out.split('\n')[0]).toMatch(/\S {2,}\S/);
    expect((await run('ls / | cat', shellFor(), 40)).out.split('\n')[0]).toBe('bin');
  });

  it('asks for more when a quote is open', () => {
    expect(parse("echo 'a").kind).toBe('incomplete');
    expect(parse('echo a &&').kind).toBe('incomplete');
  });

  it('stays within bounds: no line takes long, writes much or reaches out', async () => {
    const shell = shellFor();
    for (const line of [`echo ${'*'.repeat(3_000)}`, `cat ${'/'.repeat(4_000)}`, 'A=x; ' + 'A=$A$A$A$A; '.repeat(40) + 'echo $A', ';'.repeat(4_000), 'cat /proc/self/exe '.repeat(200), '*/'.repeat(1_500), `A=${'x'.repeat(4_000)}; ${'B=$B$A; '.repeat(200)} echo ${'$B'.repeat(4_000)}`, `echo ${'$A '.repeat(3_000)} > f; cat ${'f '.repeat(2_000)}`, `echo ${'"'.repeat(3_001)}`]) {
      // Of the processor: the clock also counts what else runs on a busy machine.
      const before = process.cpuUsage();
      const { out } = await run(line, shell);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
      expect(out.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    }
  });

  it('never breaks, whatever is typed', async () => {
    const pieces = fc.constantFrom('echo', 'cat', 'ls', 'cd', ' ', ' ', "'", '"', '$', '${', '}', '*', '|', '||', '&&', ';', '>', '>>', '2>&1', '<', '\\', '/', '..', '~', '$?', '\n', '(', '-la', '/etc', 'a=b', '\u0000', '😀', '__proto__', 'constructor');
    await fc.assert(fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
      await run(parts.join(''));
    }), { numRuns: 1_500 });
  });

  it('matches names as the patterns of a shell do', () => {
    expect(wildcard('*.conf', 'a.conf')).toBe(true);
    expect(wildcard('a?c', 'abc')).toBe(true);
    expect(wildcard('a?c', 'ac')).toBe(false);
    expect(wildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false);
  });
});

describe('a person at the prompt', () => {
  async function type(...keys: string[]): Promise<{ screen: string; lines: string[] }> {
    let screen = '';
    const lines: string[] = [];
    const interactive = new Interactive(shellFor(), { columns: 80, type: 'dumb', write: (text) => { screen += text; }, drained: () => Promise.resolve() }, (line) => lines.push(line));
    for (const key of keys) interactive.feed(key);
    interactive.close();
    await interactive.run();
    return { screen: screen.replaceAll(/\x1b\[\?2004[hl]\r?/g, ''), lines };
  }

  it('sees a prompt, the echo of what is typed, the answer, and the way out', async () => {
    expect((await type('whoami\r', 'exit\r')).screen).toBe('root@web-01:~# whoami\r\nroot\r\nroot@web-01:~# exit\r\nlogout\r\n');
  });

  it('leaves with Ctrl-D', async () => {
    expect((await type('\x04')).screen).toBe('root@web-01:~# \r\nlogout\r\n');
  });

  it.each([
    ['backspace', ['whx\x7foami\r'], 'whoami'], ['arrows', ['hoami\x1b[D\x1b[D\x1b[D\x1b[D\x1b[Dw\r'], 'whoami'], ['Ctrl-A and Ctrl-E', ['ho \x01ec\x05x\r'], 'echo x'],
    ['Ctrl-U', ['rubbish\x15id\r'], 'id'], ['Ctrl-W', ['echo one two\x17three\r'], 'echo one three'], ['Ctrl-K', ['id xx\x02\x02\x02\x0b\r'], 'id'], ['delete', ['iid\x01\x1b[3~\r'], 'id'],
    ['a line that is cut into packets', ['i', 'd', '\x1b', '[', 'D', 'x', '\r'], 'ixd'],
  ])('can correct a line with %s', async (_title, keys, line) => {
    expect((await type(...keys)).lines).toEqual([line]);
  });

  it('gets earlier lines back with the arrows', async () => {
    expect((await type('id\rpwd\r\x1b[A\x1b[A\r\x1b[A\x1b[B\r')).lines).toEqual(['id', 'pwd', 'id']);
  });

  it('gives a line up with Ctrl-C', async () => {
    const { screen, lines } = await type('rm -rf\x03echo $?\r');
    expect(lines).toEqual(['echo $?']);
    expect(screen).toContain('rm -rf^C\r\nroot@web-01:~# echo $?\r\n130\r\n');
  });

  it('finishes a quote on the next line', async () => {
    expect((await type("echo 'a\r", "b'\r")).screen).toContain("> b'\r\na\r\nb\r\n");
  });

  it('cannot type a line that is longer than memory allows', async () => {
    expect((await type('x'.repeat(10_000), '\r')).lines.map(({ length }) => length)).toEqual([4_096]);
    expect((await type('x'.repeat(100_000), '\r')).screen.length).toBeLessThan(20_000);
  });
});
