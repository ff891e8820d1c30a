import type { PlannedAddress, PlannedDecky, PlannedService, Protocol } from '@decnet/domain';

/** One port on one address of a decky, in the maze and on this host. */
export interface WantedPort {
  service: string;
  lan: string;
  ip: string;
  /** Address on this host. */
  host: string;
  port: number;
  protocol: Protocol;
}

/** An address of a decky with the one that carries it on this host. */
export interface HostedAddress extends PlannedAddress {
  host: string;
  /** Bits of the LAN's network. */
  prefix: number;
}

/** A decky as planned, with its places on this host. */
export interface HostedDecky { planned: PlannedDecky; addresses: HostedAddress[] }

export function wantedPorts({ addresses }: HostedDecky, service: PlannedService): Map<string, WantedPort> {
  const wanted = new Map<string, WantedPort>();
  for (const { lan, ip, host } of addresses) {
    for (const { port, protocol } of service.ports) {
      // The LAN's name is left out: a LAN that is renamed keeps its sessions.
      wanted.set(`${ip}>${host}:${port}/${protocol}`, { service: service.service, lan, ip, host, port, protocol });
    }
  }
  return wanted;
}
