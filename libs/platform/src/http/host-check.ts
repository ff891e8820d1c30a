import { DomainError } from '@decnet/domain';
import { isLoopback, type Config } from '../config/index.js';

type Binding = Pick<Config, 'host' | 'allowedHosts'>;

/** Name without port; IPv6 addresses keep their brackets. */
function nameOf(hostHeader: string): string {
  return /^(\[[^\]]*\]|[^:]*)/.exec(hostHeader)![0]!.toLowerCase();
}

/**
 * A page whose own name is made to point at 127.0.0.1 (DNS rebinding) talks to a local server as its own origin. Its
 * Host header gives it away. On a public bind the names are unknown, unless they are listed.
 * @returns what throws FORBIDDEN for a Host that is not ours
 */
export function createHostCheck({ host, allowedHosts }: Binding): (hostHeader: string | undefined) => void {
  if (!isLoopback(host) && allowedHosts.length === 0) return () => undefined;
  const known = new Set([host.toLowerCase(), ...allowedHosts]);
  return (hostHeader) => {
    const name = nameOf(hostHeader ?? '');
    if (known.has(name) || isLoopback(name)) return;
    throw new DomainError('FORBIDDEN', 'this server does not answer to that host name');
  };
}
