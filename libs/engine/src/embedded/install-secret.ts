import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorCode, replaceFile } from '../storage/durable-file.js';

/** Made at the first start and kept 0600: two installs must not share one persona. */
export async function installSecret(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('hex');
  await replaceFile(path, secret);
  return secret;
}
