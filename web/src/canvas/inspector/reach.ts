import { serviceBySlug, type Endpoint, type ServiceConfig } from '@decnet/domain';

/** Name that the decoy lets in: as configured, else as the catalogue says. */
function loginName(config: ServiceConfig | undefined): string {
  const user = config?.user ?? serviceBySlug('ssh')?.config.find(({ name }) => name === 'user')?.default;
  return typeof user === 'string' ? user : 'root';
}

/** The port behind its mark, nothing where clients take it by themselves. */
function unless(usual: number, { port }: Endpoint, mark: string): string {
  return port === usual ? '' : `${mark}${port}`;
}

/** A line for the terminal that reaches this endpoint from this machine. */
export function reachLine(endpoint: Endpoint, config: ServiceConfig | undefined): string {
  const { service, address, port, protocol } = endpoint;
  if (service === 'ssh') return `ssh ${unless(22, endpoint, '-p ')} ${loginName(config)}@${address}`.replace('  ', ' ');
  if (service === 'http') return `curl -i http://${address}${unless(80, endpoint, ':')}/`;
  if (service === 'https') return `curl -ik https://${address}${unless(443, endpoint, ':')}/`;
  if (service === 'ftp') return `ftp ${address} ${port}`;
  return protocol === 'udp' ? `nc -u ${address} ${port}` : `nc ${address} ${port}`;
}
