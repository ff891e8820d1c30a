import { createHash } from 'node:crypto';

/** First eight hex digits of the SHA-256 of a topology's id: short enough for interface names, still told apart. */
export function shortId(topologyId: string): string {
  return createHash('sha256').update(topologyId).digest('hex').slice(0, 8);
}

/** What everything of one maze begins with in a container engine. */
export function resourcePrefix(topologyId: string): string {
  return `decnet_t_${shortId(topologyId)}`;
}

export const LABEL = {
  topologyId: 'decnet.topology.id',
  decky: 'decnet.topology.decky',
  role: 'decnet.topology.role',
  serviceName: 'decnet.topology.service_name',
  service: 'decnet.topology.service',
  lan: 'decnet.topology.lan',
  specHash: 'decnet.spec.hash',
} as const;
