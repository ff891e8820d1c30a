import { createHash } from 'node:crypto';
import { link, mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore } from '@decnet/honeypots';
import { errorCode, syncDirectory, writeBeside } from '../storage/durable-file.js';

/**
 * Keys of one decky, a file each, 0600. They outlive teardown: the same decky deployed again is the same machine.
 * Names come from code and ids from outside; digests keep both from choosing a path.
 */
export class FileKeyStore implements KeyStore {
  private readonly directory: string;
  private readonly loading = new Map<string, Promise<string>>();

  constructor(root: string, scope: string, deckyId: string) {
    this.directory = join(root, digest(scope), digest(deckyId));
  }

  get(name: string, make: () => Promise<string>): Promise<string> {
    const known = this.loading.get(name);
    if (known) return known;
    const loading = this.readOrMake(join(this.directory, digest(name)), make);
    this.loading.set(name, loading);
    // What failed may be tried again.
    loading.catch(() => this.loading.delete(name));
    return loading;
  }

  private async readOrMake(path: string, make: () => Promise<string>): Promise<string> {
    const stored = await readIfThere(path);
    if (stored !== null) return stored;
    const made = await make();
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeOnce(path, made);
    await syncDirectory(this.directory);
    return (await readIfThere(path)) ?? made;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Appears whole or not at all, and never replaces what another maker put there first. */
async function writeOnce(path: string, text: string): Promise<void> {
  const temporary = await writeBeside(path, text);
  try {
    await link(temporary, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
}
