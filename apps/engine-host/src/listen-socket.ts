import { link, rename, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';

/** Somebody answers on the socket already. */
export class SocketInUse extends Error {
  constructor(path: string) {
    super(`another engine host answers on ${path}`);
    this.name = 'SocketInUse';
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Listens on a UNIX socket that only its owner may use. A socket left by a dead process is replaced; a live one is refused with {@link SocketInUse}. */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  try {
    await bind(server, path);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    await removeStale(path);
    await bind(server, path).catch((again: unknown) => {
      throw codeOf(again) === 'EADDRINUSE' ? new SocketInUse(path) : again;
    });
  }
}

function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The file is made within the call: its mode is never wider than this, not for a moment.
    const umask = process.umask(0o177);
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
async function removeStale(path: string): Promise<void> {
  if (await answers(path)) throw new SocketInUse(path);
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
  if (alive) throw new SocketInUse(path);
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
