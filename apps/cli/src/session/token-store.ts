import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface StoredToken {
  accessToken: string;
  /** RFC 3339. */
  expiresAt: string;
  username: string;
}

type Tokens = Record<string, StoredToken>;

/** What `decnet login` remembers, by address: one file that only its owner can read. */
export class TokenStore {
  private readonly file: string;

  constructor(env: NodeJS.ProcessEnv) {
    this.file = join(env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config'), 'decnet', 'tokens.json');
  }

  /** The token for that address, while it lasts. */
  find(base: string): StoredToken | undefined {
    const token = this.read()[base];
    return token && Date.parse(token.expiresAt) > Date.now() ? token : undefined;
  }

  /** @returns the file it went to */
  save(base: string, token: StoredToken): string {
    const now = Date.now();
    const others = Object.entries(this.read()).filter(([, { expiresAt }]) => Date.parse(expiresAt) > now);
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    // A fresh file gets the mode; one that is already there would keep its own.
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify({ ...Object.fromEntries(others), [base]: token }, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.file);
    return this.file;
  }

  private read(): Tokens {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Tokens;
    } catch {
      return {};
    }
  }
}
