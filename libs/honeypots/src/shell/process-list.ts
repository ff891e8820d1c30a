import { seededRandom } from '../persona/derive.js';
import type { Shell } from './shell.js';

export interface Process {
  pid: number;
  parent: number;
  user: string;
  terminal: string | null;
  /** Resident size in KiB; 0 for a thread of the kernel. */
  memory: number;
  state: string;
  /** Time of day, or null for what runs since boot. */
  started: string | null;
  command: string;
}

const KERNEL = ['[kthreadd]', '[rcu_gp]', '[rcu_par_gp]', '[kworker/0:0H-events_highpri]', '[mm_percpu_wq]', '[ksoftirqd/0]', '[rcu_sched]', '[migration/0]', '[cpuhp/0]', '[kdevtmpfs]', '[netns]', '[kauditd]', '[khungtaskd]', '[oom_reaper]', '[kcompactd0]', '[kswapd0]', '[jbd2/sda1-8]', '[ext4-rsv-conver]'];
const DAEMONS: readonly (readonly [user: string, command: string])[] = [
  ['root', '/lib/systemd/systemd-journald'], ['root', '/lib/systemd/systemd-udevd'], ['systemd+', '/lib/systemd/systemd-timesyncd'],
  ['root', '/usr/sbin/cron -f'], ['message+', '/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only'],
  ['root', '/usr/sbin/rsyslogd -n -iNONE'], ['root', '/lib/systemd/systemd-logind'], ['root', '/sbin/agetty -o -p -- \\u --noclear tty1 linux'],
  ['root', 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'],
];

/** What runs on the machine, the intruder's own session last. */
export function processesOf({ machine, login, account }: Shell): Process[] {
  const random = seededRandom(machine.persona.seed, 'processes');
  const process = (pid: number, over: Partial<Process> & { command: string }): Process => (
    { pid, parent: 1, user: 'root', terminal: null, memory: 4_000 + random.int(9_000), state: 'Ss', started: null, ...over }
  );
  const kernel = KERNEL.map((command, index) => process(index + 2, { command, parent: index === 0 ? 0 : 2, memory: 0, state: index === 0 ? 'S' : 'I' }));
  let pid = 220 + random.int(60);
  const daemons = DAEMONS.map(([user, command]) => process((pid += 3 + random.int(70)), { user, command }));
  const listener = daemons.at(-1)!.pid;
  const started = new Date(login.since).toISOString().slice(11, 16);
  const own = { user: account.name.length > 8 ? `${account.name.slice(0, 7)}+` : account.name, started };
  const terminal = login.terminal;
  return [
    process(1, { parent: 0, command: '/sbin/init' }), ...kernel, ...daemons,
    process(2_902, { parent: listener, command: `sshd: ${account.name}${terminal === null ? '@notty' : ` [priv]`}`, started }),
    process(2_931, { ...own, parent: 2_902, terminal, command: '-bash' }),
    process(2_958, { ...own, parent: 2_931, terminal, command: 'ps', state: 'R+', memory: 3_100 }),
  ];
}
