import type { Clock, NetworkInterface } from '../handler.js';
import type { Persona } from '../persona.js';

export interface Account { name: string; uid: number; gid: number; home: string; shell: string; comment: string; groups: readonly string[] }

/** The machine behind a shell, as far as its programs show it. */
export interface Machine {
  persona: Persona;
  interfaces: readonly NetworkInterface[];
  clock: Clock;
  accounts: readonly Account[];
}

/** Who is logged in, from where and since when. */
export interface Login { user: string; from: string; since: number; terminal: string | null }

const SYSTEM_ACCOUNTS: readonly (readonly [name: string, uid: number, gid: number, comment: string, home: string, shell: string])[] = [
  ['daemon', 1, 1, 'daemon', '/usr/sbin', '/usr/sbin/nologin'],
  ['bin', 2, 2, 'bin', '/bin', '/usr/sbin/nologin'],
  ['sys', 3, 3, 'sys', '/dev', '/usr/sbin/nologin'],
  ['sync', 4, 65534, 'sync', '/bin', '/bin/sync'],
  ['games', 5, 60, 'games', '/usr/games', '/usr/sbin/nologin'],
  ['man', 6, 12, 'man', '/var/cache/man', '/usr/sbin/nologin'],
  ['lp', 7, 7, 'lp', '/var/spool/lpd', '/usr/sbin/nologin'],
  ['mail', 8, 8, 'mail', '/var/mail', '/usr/sbin/nologin'],
  ['news', 9, 9, 'news', '/var/spool/news', '/usr/sbin/nologin'],
  ['www-data', 33, 33, 'www-data', '/var/www', '/usr/sbin/nologin'],
  ['backup', 34, 34, 'backup', '/var/backups', '/usr/sbin/nologin'],
  ['nobody', 65534, 65534, 'nobody', '/nonexistent', '/usr/sbin/nologin'],
  ['_apt', 100, 65534, '', '/nonexistent', '/usr/sbin/nologin'],
  ['systemd-timesync', 101, 101, 'systemd Time Synchronization,,,', '/run/systemd', '/usr/sbin/nologin'],
  ['systemd-network', 102, 103, 'systemd Network Management,,,', '/run/systemd', '/usr/sbin/nologin'],
  ['systemd-resolve', 103, 104, 'systemd Resolver,,,', '/run/systemd', '/usr/sbin/nologin'],
  ['messagebus', 104, 106, '', '/nonexistent', '/usr/sbin/nologin'],
  ['sshd', 105, 65534, '', '/run/sshd', '/usr/sbin/nologin'],
];

/** Everybody in /etc/passwd, in its order; `login` is there even when the persona does not know the name. */
export function accountsOf(persona: Persona, login: string): Account[] {
  const people = [...new Set([...persona.users, login])].filter((name) => name !== 'root' && !SYSTEM_ACCOUNTS.some(([system]) => system === name));
  return [
    { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', comment: 'root', groups: ['root'] },
    ...SYSTEM_ACCOUNTS.map(([name, uid, gid, comment, home, shell]) => ({ name, uid, gid, home, shell, comment, groups: [name] })),
    ...people.map((name, index) => (
      { name, uid: 1_000 + index, gid: 1_000 + index, home: `/home/${name}`, shell: '/bin/bash', comment: ',,,', groups: index === 0 ? [name, 'sudo', 'adm'] : [name] }
    )),
  ];
}

export function accountNamed(machine: Machine, name: string): Account {
  return machine.accounts.find((account) => account.name === name) ?? machine.accounts[0]!;
}

/** Seconds since the machine claims to have booted. */
export function uptime({ persona, clock }: Machine): number {
  return Math.max(0, (clock.now() - persona.bootedAt) / 1_000);
}
