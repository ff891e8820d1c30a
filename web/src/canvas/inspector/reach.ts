import type { Endpoint, ServiceConfig } from '@decnet/domain';

/** Name to sign in with, from the service's configuration whatever form that takes; root when it names none. */
function loginName(config: ServiceConfig | undefined): string {
  const user = config?.username ?? config?.user ?? config?.users;
  const first = Array.isArray(user) ? user[0] : user;
  return typeof first === 'string' && first !== '' ? first.split(':')[0] ?? first : 'root';
}

/** A line for the terminal that reaches this endpoint from this machine. */
export function reachLine(endpoint: Endpoint, config: ServiceConfig | undefined): string {
  const { service, address, port, protocol } = endpoint;
  if (service === 'ssh') return `ssh -p ${port} ${loginName(config)}@${address}`;
  if (service === 'http') return `curl -i http://${address}:${port}/`;
  if (service === 'https') return `curl -ik https://${address}:${port}/`;
  if (service === 'ftp') return `ftp ${address} ${port}`;
  return protocol === 'udp' ? `nc -u ${address} ${port}` : `nc ${address} ${port}`;
}
