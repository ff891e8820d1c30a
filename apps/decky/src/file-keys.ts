import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore } from '@decnet/honeypots';

/** Keys as files, 0600, in a folder that outlives the container. */
export class FileKeys implements KeyStore {
  private readonly known = new Map<string, Promise<string>>();

  constructor(private readonly directory: string) {}

  get(name: string, make: () => Promise<string>): Promise<string> {
    const key = this.known.get(name) ?? this.readOrMake(join(this.directory, name), make);
    this.known.set(name, key);
    // What failed may be tried again.
    key.catch(() => this.known.delete(name));
    return key;
  }

  private async readOrMake(path: string, make: () => Promise<string>): Promise<string> {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const key = await make();
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(path, key, { mode: 0o600, flush: true });
    return key;
  }
}
