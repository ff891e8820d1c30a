import { link, lstat, rename, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';

/** Somebody answers on the socket already. */
export class SocketInUse extends Error {
  constructor({ path, program }: SocketPlace) {
    super(`another ${program} answers on ${path}`);
    this.name = 'SocketInUse';
  }
}

export interface SocketPlace {
  path: string;
  /** What listens there, for the message that another one does. */
  program: string;
  /** Permission bits of the socket; its owner alone may use it otherwise. */
  mode?: number;
}

const OWNER_ONLY = 0o600;
const ALL_BITS = 0o777;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Listens on a UNIX socket. A socket left by a dead process is replaced; a live one is refused with {@link SocketInUse}. */
export async function listenOnSocket(server: Server, place: SocketPlace): Promise<void> {
  try {
    await bind(server, place);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    await removeStale(place);
    await bind(server, place).catch((again: unknown) => {
      throw codeOf(again) === 'EADDRINUSE' ? new SocketInUse(place) : again;
    });
  }
}

function bind(server: Server, { path, mode = OWNER_ONLY }: SocketPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The file is made within the call: its mode is never wider than this, not for a moment.
    const umask = process.umask(ALL_BITS & ~mode);
    try {
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      process.umask(umask);
    }
  });
}

/** Two may find the same dead socket: the one that is late takes away a live one, notices, and puts it back. */
async function removeStale(place: SocketPlace): Promise<void> {
  const { path } = place;
  // A file refuses to be connected to just as a dead socket does.
  const there = await lstat(path).catch(() => null);
  if (there && !there.isSocket()) throw new Error(`${path} is there already and no socket`);
  if (await answers(path)) throw new SocketInUse(place);
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const alive = await answers(aside);
  if (alive) await link(aside, path).catch(() => undefined);
  await unlink(aside);
  if (alive) throw new SocketInUse(place);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error) => resolve(!['ECONNREFUSED', 'ENOENT'].includes(codeOf(error))));
  });
}
