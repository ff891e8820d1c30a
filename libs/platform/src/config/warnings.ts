import type { Config } from './settings.js';

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What an operator should hear at start, one line each. */
export function configWarnings(config: Config): string[] {
  if (isLoopback(config.host)) return [];
  return [`DECNET_HOST ${config.host} is reachable from elsewhere and this server speaks plain HTTP: put TLS in front of it`];
}
