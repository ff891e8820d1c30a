import { serviceBySlug, type Endpoint, type ServiceConfig } from '@decnet/domain';

/** Name that the decoy lets in: as configured, else as the catalogue says. */
function loginName(config: ServiceConfig | undefined): string {
  const user = config?.user ?? serviceBySlug('ssh')?.config.find(({ name }) => name === 'user')?.default;
  return typeof user === 'string' ? user : 'root';
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
