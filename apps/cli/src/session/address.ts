import type { Config } from '@decnet/platform/config';
import { Misuse } from '../exit.js';

/** Listening everywhere is reached at home. */
const HOME: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where the API of these settings answers, without a slash at the end. */
export function localAddress({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = HOME[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** @throws Misuse when that is no address of a server */
export function remoteAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw new Misuse(`--url ${url}: must be http://… or https://…`);
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
}
