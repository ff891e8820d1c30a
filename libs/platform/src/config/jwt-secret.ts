import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from './secret.js';
import type { Config } from './settings.js';

type Where = Pick<Config, 'jwtSecret' | 'dataDir'>;

const fileIn = (dataDir: string): string => join(dataDir, 'jwt.secret');

/** The key that signs tokens, where this process may read it; what a command beside the data folder signs itself in with. */
export function readJwtSecret({ jwtSecret, dataDir }: Where): Secret | null {
  if (jwtSecret) return jwtSecret;
  try {
    const text = readFileSync(fileIn(dataDir), 'utf8').trim();
    return text ? new Secret(text) : null;
  } catch {
    return null;
  }
}

/** Like `readJwtSecret`, but makes the key at the first start. Of many processes at once one writes it and all use that one. */
export function ensureJwtSecret(config: Where): Secret {
  const existing = readJwtSecret(config);
  if (existing) return existing;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const draft = `${fileIn(config.dataDir)}.${process.pid}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link either makes the whole file appear or fails: no reader sees half a key, no second writer replaces the first.
    linkSync(draft, fileIn(config.dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  return new Secret(readFileSync(fileIn(config.dataDir), 'utf8').trim());
}
