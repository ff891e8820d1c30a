import type { GenerateTopologyRequest, TopologyResponse } from '@decnet/contract';
import type { Op, ServiceDefinition, ServicePort } from '@decnet/domain';

export const DEMO_NAME = 'demo';

/** With this seed: a DMZ, five LANs in two levels below it, and 23 deckies, some of which join LANs that are not neighbours. */
export const DEMO_PARAMETERS: GenerateTopologyRequest = {
  name: DEMO_NAME, depth: 3, branchingFactor: 3, deckiesPerLanMin: 3, deckiesPerLanMax: 5, crossEdgeProbability: 0.25, seed: 47,
};

/** The way in: what an intruder might guess, and what the demo tells. */
export const DEMO_SIGN_IN = { user: 'deploy', password: 'Sommer2024!' } as const;

interface Plan {
  id: string;
  services: string[];
}

const sameSocket = (a: ServicePort, b: ServicePort): boolean => a.port === b.port && a.protocol === b.protocol;

/** Gives every service of the catalogue that no decky runs yet to the decky that has fewest and whose ports are free. */
function spread(deckies: readonly Plan[], catalogue: readonly ServiceDefinition[]): Plan[] {
  const plans = deckies.map(({ id, services }) => ({ id, services: [...services] }));
  const portsOf = (slug: string): readonly ServicePort[] => catalogue.find((service) => service.slug === slug)?.ports ?? [];
  const clashes = (services: readonly string[], wanted: ServiceDefinition): boolean =>
    services.some((slug) => portsOf(slug).some((port) => wanted.ports.some((other) => sameSocket(port, other))));
  for (const service of catalogue) {
    if (plans.some(({ services }) => services.includes(service.slug))) continue;
    const free = plans.filter(({ services }) => !clashes(services, service)).sort((a, b) => a.services.length - b.services.length);
    free[0]?.services.push(service.slug);
  }
  return plans;
}

/** What makes a playground of the generated maze: every service somewhere, and a gateway that lets one known user in. */
export function demoOps({ deckies }: TopologyResponse, catalogue: readonly ServiceDefinition[]): Op[] {
  const gateway = deckies.find(({ isGateway }) => isGateway);
  const before = deckies.map(({ id, services }) => ({ id, services: id === gateway?.id && !services.includes('ssh') ? [...services, 'ssh'] : services }));
  const had = new Map(deckies.map(({ id, services }) => [id, services.length]));
  const changed = spread(before, catalogue).filter(({ id, services }) => services.length !== had.get(id));
  const ops: Op[] = changed.map(({ id, services }) => ({ op: 'update_decky', decky: id, patch: { services } }));
  if (gateway) ops.push({ op: 'update_decky', decky: gateway.id, patch: { serviceConfig: { ...gateway.serviceConfig, ssh: { ...DEMO_SIGN_IN } } } });
  return ops;
}
