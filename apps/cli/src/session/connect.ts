import { ConfigError, loadConfig, readJwtSecret, type Config, type SettingName } from '@decnet/platform/config';
import { Misuse } from '../exit.js';
import { ApiClient, type TokenSource } from '../http/client.js';
import type { Io } from '../io.js';
import { localAddress, remoteAddress } from './address.js';
import { TokenStore } from './token-store.js';

export interface ConnectOptions {
  url?: string;
  [setting: string]: unknown;
}

/**
 * @param defaults what the command wants where nobody said otherwise
 * @throws Misuse that lists every mistake in the settings
 */
export function readSettings(io: Io, flags: Readonly<Record<string, unknown>>, defaults: Partial<Record<SettingName, string>> = {}): Config {
  try {
    return loadConfig({ defaults, env: io.env, cwd: io.cwd, flags });
  } catch (error) {
    if (error instanceof ConfigError) throw new Misuse(error.message);
    throw error;
  }
}

/** A login first, since it says who is at work; then, beside a readable data folder, the operator of this machine. */
function tokensFor(base: string, io: Io, settings: Config | null): TokenSource {
  return async function* tokens() {
    const stored = new TokenStore(io.env).find(base);
    if (stored) yield stored.accessToken;
    const secret = settings && readJwtSecret(settings);
    if (!secret) return;
    const { signLocalToken } = await import('@decnet/identity/local-token');
    yield signLocalToken(secret.reveal());
  };
}

/** A token signed here is never sent to an address that came with `--url`. */
export function connect(io: Io, options: ConnectOptions): ApiClient {
  const settings = options.url === undefined ? readSettings(io, options) : null;
  const base = settings ? localAddress(settings) : remoteAddress(options.url ?? '');
  return new ApiClient(base, tokensFor(base, io, settings));
}

/** For signing in: without any token. */
export function connectAnonymously(io: Io, options: ConnectOptions): ApiClient {
  const base = options.url === undefined ? localAddress(readSettings(io, options)) : remoteAddress(options.url);
  return new ApiClient(base, async function* nobody() {
    yield '';
  });
}
