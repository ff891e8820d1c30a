import { derive, seededRandom } from '../../persona/derive.js';
import { uptime, type Machine } from '../machine.js';
import type { Entry } from './base-files.js';

/** Files that say what machine this is; all of them tell the persona's story. */
export function systemFiles(machine: Machine): Entry[] {
  return [...identityFiles(machine), ...accountFiles(machine), ...processFiles(machine), ...logFiles()];
}

function identityFiles({ persona, interfaces }: Machine): Entry[] {
  const { os, hostname, seed } = persona;
  const isDebian = os.id === 'debian';
  return [
    { path: '/etc/hostname', mode: 0o644, content: `${hostname}\n` },
    { path: '/etc/hosts', mode: 0o644, content: `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n\n::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n` },
    { path: '/etc/issue', mode: 0o644, content: isDebian ? 'Debian GNU/Linux 11 \\n \\l\n\n' : `${os.distribution} \\n \\l\n\n` },
    { path: '/etc/os-release', mode: 0o777, link: '../usr/lib/os-release' },
    { path: '/usr/lib/os-release', mode: 0o644, content: isDebian ? debianRelease(os.version, os.codename) : ubuntuRelease() },
    { path: '/etc/debian_version', mode: 0o644, content: isDebian ? '11.9\n' : 'bullseye/sid\n' },
    ...(isDebian ? [] : [{ path: '/etc/lsb-release', mode: 0o644, content: `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=20.04\nDISTRIB_CODENAME=focal\nDISTRIB_DESCRIPTION="${os.distribution}"\n` }]),
    { path: '/etc/machine-id', mode: 0o444, content: `${derive(seed, 'machine-id').toString('hex').slice(0, 32)}\n` },
    { path: '/etc/resolv.conf', mode: 0o644, content: `nameserver ${(interfaces[0]?.ip ?? '10.0.0.2').replace(/\.\d+$/, '.1')}\n` },
    { path: '/etc/ssh/sshd_config', mode: 0o644, content: 'Include /etc/ssh/sshd_config.d/*.conf\n\nPermitRootLogin yes\nPasswordAuthentication yes\nChallengeResponseAuthentication no\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\nAcceptEnv LANG LC_*\nSubsystem\tsftp\t/usr/lib/openssh/sftp-server\n' },
    { path: '/etc/crontab', mode: 0o644, content: 'SHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin\n\n17 *\t* * *\troot    cd / && run-parts --report /etc/cron.hourly\n' },
    { path: '/etc/fstab', mode: 0o644, content: '# /etc/fstab: static file system information.\nUUID=' + uuid(seed) + ' /               ext4    errors=remount-ro 0       1\n' },
  ];
}

function uuid(seed: string): string {
  const hex = derive(seed, 'root disk').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

function debianRelease(version: string, codename: string): string {
  return `PRETTY_NAME="Debian GNU/Linux ${version} (${codename})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nVERSION="${version} (${codename})"\n`
    + `VERSION_CODENAME=${codename}\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n`;
}

function ubuntuRelease(): string {
  return 'NAME="Ubuntu"\nVERSION="20.04.6 LTS (Focal Fossa)"\nID=ubuntu\nID_LIKE=debian\nPRETTY_NAME="Ubuntu 20.04.6 LTS"\nVERSION_ID="20.04"\n'
    + 'HOME_URL="https://www.ubuntu.com/"\nSUPPORT_URL="https://help.ubuntu.com/"\nBUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"\n'
    + 'PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"\nVERSION_CODENAME=focal\nUBUNTU_CODENAME=focal\n';
}

function accountFiles({ accounts, persona }: Machine): Entry[] {
  const changed = 19_400 + seededRandom(persona.seed, 'shadow').int(200);
  const hash = (name: string): string => `$6$${derive(persona.seed, 'salt', name).toString('hex').slice(0, 16)}$${derive(persona.seed, 'hash', name).toString('base64url')}${derive(persona.seed, 'hash2', name).toString('base64url')}`;
  const passwd = accounts.map(({ name, uid, gid, comment, home, shell }) => `${name}:x:${uid}:${gid}:${comment}:${home}:${shell}\n`).join('');
  const shadow = accounts.map(({ name, shell }) => `${name}:${shell === '/bin/bash' ? hash(name) : '*'}:${changed}:0:99999:7:::\n`).join('');
  const group = accounts.map(({ name, gid }) => `${name}:x:${gid}:\n`).join('');
  return [
    { path: '/etc/passwd', mode: 0o644, content: passwd },
    { path: '/etc/shadow', mode: 0o640, group: 'shadow', content: shadow },
    { path: '/etc/group', mode: 0o644, content: `${group}sudo:x:27:${accounts.find(({ groups }) => groups.includes('sudo'))?.name ?? ''}\n` },
  ];
}

function processFiles(machine: Machine): Entry[] {
  const { persona } = machine;
  const random = seededRandom(persona.seed, 'hardware');
  const cores = [1, 2, 2, 4][random.int(4)]!;
  const memory = [1, 2, 4, 8][random.int(4)]! * 1_048_576 - 40_000 - random.int(20_000);
  const model = ['Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz', 'Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz', 'AMD EPYC 7302 16-Core Processor'][random.int(3)]!;
  const cpu = (core: number): string => `processor\t: ${core}\nvendor_id\t: ${model.startsWith('AMD') ? 'AuthenticAMD' : 'GenuineIntel'}\nmodel name\t: ${model}\ncpu MHz\t\t: 2400.000\ncache size\t: 16384 KB\ncpu cores\t: ${cores}\nbogomips\t: 4800.00\n\n`;
  const free = Math.floor(memory * 0.3);
  return [
    { path: '/proc/cpuinfo', mode: 0o444, size: 0, content: Array.from({ length: cores }, (_, core) => cpu(core)).join('') },
    { path: '/proc/meminfo', mode: 0o444, size: 0, content: `MemTotal:       ${memory} kB\nMemFree:        ${free} kB\nMemAvailable:   ${Math.floor(memory * 0.7)} kB\nBuffers:          ${Math.floor(memory / 40)} kB\nCached:         ${Math.floor(memory / 3)} kB\nSwapTotal:            0 kB\nSwapFree:             0 kB\n` },
    { path: '/proc/version', mode: 0o444, size: 0, content: `Linux version ${persona.os.kernel} (${persona.os.id === 'debian' ? 'debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110' : 'buildd@lcy02-amd64-030) (gcc version 9.4.0 (Ubuntu 9.4.0-1ubuntu1~20.04.2)'}) ${persona.os.build}\n` },
    { path: '/proc/uptime', mode: 0o444, size: 0, content: () => `${uptime(machine).toFixed(2)} ${(uptime(machine) * cores * 0.97).toFixed(2)}\n` },
    { path: '/proc/loadavg', mode: 0o444, size: 0, content: '0.02 0.04 0.00 1/143 2931\n' },
    { path: '/proc/mounts', mode: 0o444, size: 0, content: 'sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n/dev/sda1 / ext4 rw,relatime,errors=remount-ro 0 0\n' },
    { path: '/dev/null', mode: 0o666, content: '' },
    { path: '/dev/tty', mode: 0o666, content: '' },
  ];
}

function logFiles(): Entry[] {
  return [
    { path: '/var/log/auth.log', mode: 0o640, group: 'adm', content: '' },
    { path: '/var/log/syslog', mode: 0o640, group: 'adm', content: '' },
    { path: '/var/log/dpkg.log', mode: 0o644, content: '' },
    { path: '/var/log/wtmp', mode: 0o664, group: 'utmp', content: '', size: 23_808 },
  ];
}
