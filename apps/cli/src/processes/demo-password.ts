import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@decnet/platform';

const fileIn = (dataDir: string): string => join(dataDir, 'demo-password');

/** The password that an earlier demo made, null where the admin came about otherwise. */
export function knownDemoPassword({ dataDir }: Pick<Config, 'dataDir'>): string | null {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/** For the first start: what the admin is to get unless the operator chose. */
export function newDemoPassword(): string {
  return randomBytes(9).toString('base64url');
}

export function rememberDemoPassword({ dataDir }: Pick<Config, 'dataDir'>, password: string): void {
  writeFileSync(fileIn(dataDir), `${password}\n`, { mode: 0o600 });
}
