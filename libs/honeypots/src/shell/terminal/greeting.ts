import type { Machine } from '../machine.js';

const DEBIAN = `
The programs included with the Debian GNU/Linux system are free software;
the exact distribution terms for each program are described in the
individual files in /usr/share/doc/*/copyright.

Debian GNU/Linux comes with ABSOLUTELY NO WARRANTY, to the extent
permitted by applicable law.
`;
const UBUNTU = `
 * Documentation:  https://help.ubuntu.com
 * Management:     https://landscape.canonical.com
 * Support:        https://ubuntu.com/pro

`;

/** What is shown after a login, before the first prompt. */
export function greeting({ persona }: Machine, last: { at: number; from: string }): string {
  const { os, hostname } = persona;
  const motd = os.id === 'ubuntu'
    ? `Welcome to ${os.distribution} (GNU/Linux ${os.kernel} x86_64)\n${UBUNTU}`
    : `Linux ${hostname} ${os.kernel} ${os.build} x86_64\n${DEBIAN}`;
  const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(last.at).toUTCString())!;
  return `${motd}Last login: ${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year} from ${last.from}\n`;
}
