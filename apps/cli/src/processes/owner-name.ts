import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds leases on mazes from this start on, and who did before. */
export interface OwnerNames {
  owner: string;
  /** Known to be dead: whoever has the engine host of a data folder is its only master. */
  predecessor: string | undefined;
}

/** Gives this start a name, and remembers it for the next one. */
export function takeOwnerName(dataDir: string): OwnerNames {
  const file = join(dataDir, 'master.owner');
  const owner = randomUUID();
  const predecessor = readName(file);
  writeFileSync(file, `${owner}\n`, { mode: 0o600 });
  return { owner, predecessor };
}

function readName(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
