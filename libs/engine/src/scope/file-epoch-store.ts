import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, replaceFile } from '../storage/durable-file.js';
import type { Scope } from '../port.js';
import type { EpochStore } from './epoch-store.js';

/**
 * One small file per scope, named by its digest: a scope is a name from outside and must not choose a path.
 * Files stay when a maze goes, because an old owner may still be asleep.
 */
export class FileEpochStore implements EpochStore {
  constructor(private readonly directory: string) {}

  async load(scope: Scope): Promise<number> {
    let text: string;
    try {
      text = await readFile(this.path(scope), 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 0;
      throw error;
    }
    const { epoch } = JSON.parse(text) as { epoch: number };
    if (!Number.isSafeInteger(epoch)) throw new Error(`epoch file of scope ${scope} is damaged`);
    return epoch;
  }

  async save(scope: Scope, epoch: number): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await replaceFile(this.path(scope), JSON.stringify({ scope, epoch }));
  }

  private path(scope: Scope): string {
    return join(this.directory, `${createHash('sha256').update(scope).digest('hex').slice(0, 32)}.json`);
  }
}
