import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The name under which masters of this data folder hold leases on mazes: one and the same, so that each start knows what the one before left
 * behind, even when that was killed before it knew it itself. Whoever has the engine host of a data folder is its only master.
 */
export function ownerName(dataDir: string): string {
  const file = join(dataDir, 'master.owner');
  const known = readName(file);
  if (known !== undefined) return known;
  const name = randomUUID();
  writeFileSync(file, `${name}\n`, { mode: 0o600 });
  return name;
}

function readName(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
