import { join } from 'node:path';

/** Where the engine host of this data folder listens. */
export function engineSocketPath(dataDir: string): string {
  return join(dataDir, 'engine.sock');
}

/** Where it keeps spool, epochs, keys and its map of addresses. */
export function engineStateDir(dataDir: string): string {
  return join(dataDir, 'engine');
}
