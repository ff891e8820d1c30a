import { cidrRange, formatIp, gatewayOf } from '../../allocation/cidr.js';
import { serviceBySlug } from '../../catalog/index.js';
import { shortHash } from '../digest.js';
import { configEntries, configOf, mazeHash } from '../hash.js';
import { lanDistances } from '../lan-distances.js';
import { type Attachment, attachmentsByDecky, byName, sortedDeckies } from '../maze-index.js';
import type { Decky, Lan, Maze } from '../types.js';
import { StaticRoutes } from './static-routes.js';
import type { DeploymentPlan, PlannedAddress, PlannedDecky, PlannedNetwork, PlannedPort, PlannedService } from './types.js';

/** What should run of a maze: networks by name, deckies from the DMZ outward, then by name. */
export function planDeployment(topologyId: string, maze: Maze): DeploymentPlan {
  const attachments = attachmentsByDecky(maze);
  const distances = lanDistances(maze);
  const planner = new DeckyPlanner(new StaticRoutes(maze, distances), distances);
  const deckies = sortedDeckies(maze).map((decky) => planner.plan(decky, attachments.get(decky.id) ?? []));
  return {
    topologyId,
    hash: mazeHash(maze),
    networks: [...maze.lans].sort(byName).map(plannedNetwork),
    deckies: deckies.sort((a, b) => a.distance - b.distance),
  };
}

function plannedNetwork({ name, subnet, isDmz }: Lan): PlannedNetwork {
  const [first] = cidrRange(subnet);
  const gateway = formatIp(gatewayOf({ first }));
  return { key: `lan:${name}`, specHash: shortHash(`${name} ${subnet} ${!isDmz}`), lan: name, subnet, gateway, internal: !isDmz };
}

const NONE: PlannedPort[] = [];

/** A service as every decky has it that configures it alike. */
interface ServicePattern { specHash: string; ports: PlannedPort[]; config: PlannedService['config'] }

class DeckyPlanner {
  private readonly patterns = new Map<string, ServicePattern>();

  constructor(private readonly routes: StaticRoutes, private readonly distances: ReadonlyMap<string, number>) {}

  plan(decky: Decky, attachments: readonly Attachment[]): PlannedDecky {
    const { id, name, archetype, forwardsL3, isGateway } = decky;
    const key = `decky:${name}`;
    const addresses = attachments.map(({ lan, edge: { ip, isHome } }) => ({ lan: lan.name, ip, isHome }));
    const { routes, spec } = this.routes.of(decky, attachments);
    const services = this.servicesOf(key, decky);
    const published = isGateway ? services.flatMap(({ ports }) => ports) : NONE;
    return {
      key, specHash: specHash(decky, addresses, spec, published),
      deckyId: id, name, archetype, forwardsL3, addresses, routes, services, published, distance: this.distanceOf(attachments),
    };
  }

  private servicesOf(deckyKey: string, { services, serviceConfig }: Decky): PlannedService[] {
    const slugs = services.length > 1 ? [...services].sort() : services;
    return slugs.map((service) => {
      const { specHash, ports, config } = this.patternOf(service, configOf(serviceConfig, service));
      return { key: `${deckyKey}/${service}`, specHash, service, ports, config };
    });
  }

  private patternOf(service: string, config: PlannedService['config']): ServicePattern {
    const entries = configEntries(config);
    const spec = entries.length === 0 ? service : JSON.stringify([service, ...entries]);
    const before = this.patterns.get(spec);
    if (before) return before;
    const ports = (serviceBySlug(service)?.ports ?? []).map(({ port, protocol }) => ({ service, port, protocol }));
    const pattern = { specHash: shortHash(JSON.stringify([spec, ports])), ports, config };
    this.patterns.set(spec, pattern);
    return pattern;
  }

  /** Of its LAN nearest the DMZ, so that a bridge outlives what lies behind it; what stands nowhere is furthest. */
  private distanceOf(attachments: readonly Attachment[]): number {
    let nearest = this.distances.size;
    for (const { lan } of attachments) nearest = Math.min(nearest, this.distances.get(lan.id)!);
    return nearest;
  }
}

/** Of a short text, because every decky has one: the name is in the key. */
function specHash({ archetype, forwardsL3 }: Decky, addresses: readonly PlannedAddress[], routeSpec: string, published: readonly PlannedPort[]): string {
  let spec = archetype;
  for (const { lan, ip, isHome } of addresses) spec += `${isHome ? '*' : ' '}${lan} ${ip}`;
  for (const { port, protocol } of published) spec += `:${port}/${protocol}`;
  return shortHash(`${spec}${forwardsL3 ? '!' : ' '}${routeSpec}`);
}
