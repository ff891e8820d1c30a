import { seededRandom } from '../../persona/derive.js';
import type { Account, Machine } from '../machine.js';
import { systemFiles } from './system-files.js';
import type { DirectoryNode, FsNode } from './node.js';

/** A path of the machine: a directory ends in a slash, a link has a target. */
export interface Entry { path: string; mode: number; content?: string | (() => string); link?: string; size?: number; owner?: string; group?: string }

const DIRECTORIES = [
  '/boot/', '/dev/', '/etc/', '/home/', '/media/', '/mnt/', '/opt/', '/proc/', '/run/', '/srv/', '/sys/', '/usr/', '/var/',
  '/etc/apt/', '/etc/cron.d/', '/etc/cron.daily/', '/etc/network/', '/etc/ssh/', '/etc/systemd/', '/usr/bin/', '/usr/lib/', '/usr/local/', '/usr/local/bin/',
  '/usr/sbin/', '/usr/share/', '/var/backups/', '/var/cache/', '/var/lib/', '/var/log/', '/var/mail/', '/var/spool/', '/var/www/', '/var/www/html/',
];
const LINKS: Readonly<Record<string, string>> = { '/bin': 'usr/bin', '/lib': 'usr/lib', '/sbin': 'usr/sbin', '/var/run': '/run', '/proc/self/exe': '/usr/bin/bash' };
const PROGRAMS = [
  'apt', 'apt-get', 'awk', 'bash', 'cat', 'chmod', 'chown', 'cp', 'curl', 'date', 'dd', 'df', 'dmesg', 'dpkg', 'echo', 'env', 'find', 'free', 'grep', 'gzip', 'head', 'hostname',
  'id', 'kill', 'last', 'less', 'ln', 'ls', 'mkdir', 'mount', 'mv', 'nano', 'passwd', 'perl', 'ping', 'ps', 'pwd', 'python3', 'rm', 'rmdir', 'scp', 'sed', 'sh', 'sleep', 'sort', 'ssh',
  'su', 'sudo', 'systemctl', 'tail', 'tar', 'tee', 'top', 'touch', 'uname', 'uptime', 'vi', 'w', 'wc', 'wget', 'whoami', 'xargs',
];

/** The machine's files as they were before the intruder came; a new tree for each session, so that nobody sees another's changes. */
export function baseFiles(machine: Machine): DirectoryNode {
  const random = seededRandom(machine.persona.seed, 'files');
  const installed = Date.UTC(2023, 0, 9) + random.int(200) * 86_400_000;
  const root: DirectoryNode = { kind: 'directory', mode: 0o755, owner: 'root', group: 'root', modified: installed, children: new Map() };
  const place = (entry: Entry): void => put(root, entry, installed);
  for (const path of DIRECTORIES) place({ path, mode: 0o755 });
  for (const path of ['/root/', '/lost+found/']) place({ path, mode: 0o700 });
  for (const path of ['/tmp/', '/var/tmp/']) place({ path, mode: 0o1777 });
  for (const [path, link] of Object.entries(LINKS)) place({ path, mode: 0o777, link });
  for (const name of PROGRAMS) place({ path: `/usr/bin/${name}`, mode: 0o755, content: '\x7fELF\x02\x01\x01', size: 20_000 + random.int(200_000) });
  for (const name of ['sshd', 'cron', 'ifconfig', 'ip', 'reboot', 'useradd']) place({ path: `/usr/sbin/${name}`, mode: 0o755, content: '\x7fELF\x02\x01\x01', size: 30_000 + random.int(800_000) });
  for (const entry of systemFiles(machine)) place(entry);
  for (const account of machine.accounts) if (account.shell === '/bin/bash') home(account, place);
  return root;
}

function home({ name, home: path }: Account, place: (entry: Entry) => void): void {
  const owned = { owner: name, group: name };
  if (name !== 'root') place({ path: `${path}/`, mode: 0o755, ...owned });
  place({ path: `${path}/.bashrc`, mode: 0o644, content: '# ~/.bashrc: executed by bash(1) for non-login shells.\n', size: name === 'root' ? 571 : 3_526, ...owned });
  place({ path: `${path}/.profile`, mode: 0o644, content: '# ~/.profile: executed by the command interpreter for login shells.\n', size: name === 'root' ? 161 : 807, ...owned });
  if (name !== 'root') place({ path: `${path}/.bash_logout`, mode: 0o644, content: '# ~/.bash_logout: executed by bash(1) when login shell exits.\n', size: 220, ...owned });
  place({ path: `${path}/.ssh/`, mode: 0o700, ...owned });
}

function put(root: DirectoryNode, { path, mode, content, link, size, owner = 'root', group = 'root' }: Entry, modified: number): void {
  const parts = path.split('/').filter((part) => part !== '');
  let directory = root;
  for (const part of parts.slice(0, -1)) {
    const next = directory.children.get(part) ?? newDirectory(modified);
    directory.children.set(part, next);
    directory = next as DirectoryNode;
  }
  const common = { mode, owner, group, modified };
  const node: FsNode = path.endsWith('/') ? { ...newDirectory(modified), ...common }
    : link !== undefined ? { kind: 'link', target: link, ...common }
      : { kind: 'file', content: content ?? '', ...(size === undefined ? {} : { size }), ...common };
  directory.children.set(parts.at(-1)!, node);
}

function newDirectory(modified: number): DirectoryNode {
  return { kind: 'directory', mode: 0o755, owner: 'root', group: 'root', modified, children: new Map() };
}
