import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { promisify } from 'node:util';

const LOOK_UP_WITHIN_MS = 5_000;
const SAME_OWNER = -1;

/** Asks the system's own directory, which may be more than /etc/group. */
async function idOf(group: string): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('getent', ['group', '--', group], { timeout: LOOK_UP_WITHIN_MS });
    const id = Number(stdout.split(':')[2]);
    return Number.isInteger(id) ? id : null;
  } catch {
    return null;
  }
}

/** Lets the members of a group use a socket. @returns why they may not, or null */
export async function giveToGroup(path: string, group: string): Promise<string | null> {
  const id = await idOf(group);
  if (id === null) return `there is no group ${group}`;
  try {
    await chown(path, SAME_OWNER, id);
    return null;
  } catch (error) {
    return `the socket may not be given to the group ${group} (${(error as NodeJS.ErrnoException).code})`;
  }
}
