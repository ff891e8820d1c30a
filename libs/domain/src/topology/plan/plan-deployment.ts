import { cidrRange, formatIp, gatewayOf } from '../../allocation/cidr.js';
import { serviceBySlug } from '../../catalog/index.js';
import { shortHash } from '../digest.js';
import { configEntries, configOf, mazeHash } from '../hash.js';
import { lanDistances } from '../lan-distances.js';
import { type Attachment, attachmentsByDecky, byCodeUnit, byName, sortedDeckies } from '../maze-index.js';
import type { Decky, Lan, Maze } from '../types.js';
import { StaticRoutes } from './static-routes.js';
import type { DeploymentPlan, PlannedDecky, PlannedNetwork, PlannedPort, PlannedRoute, PlannedService } from './types.js';

/** What should run of a maze: networks by name, deckies from the DMZ outward, then by name. */
export function planDeployment(topologyId: string, maze: Maze): DeploymentPlan {
  const attachments = attachmentsByDecky(maze);
  const distances = lanDistances(maze, attachments);
  const planner = new DeckyPlanner(new StaticRoutes(maze, attachments, distances), distances);
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

/** A service as every decky has it that configures it alike. */
interface ServicePattern { specHash: string; ports: PlannedPort[]; config: PlannedService['config'] }

class DeckyPlanner {
  private readonly patterns = new Map<string, ServicePattern>();
  private readonly routeHashes = new Map<PlannedRoute[], string>();

  constructor(private readonly routes: StaticRoutes, private readonly distances: ReadonlyMap<string, number>) {}

  plan(decky: Decky, attachments: readonly Attachment[]): PlannedDecky {
    const { id, name, archetype, forwardsL3, isGateway } = decky;
    const key = `decky:${name}`;
    const addresses = attachments.map(({ lan, edge: { ip, isHome } }) => ({ lan: lan.name, ip, isHome }));
    const routes = this.routes.of(decky, attachments);
    const services = [...decky.services].sort(byCodeUnit).map((service) => this.plannedService(key, service, decky));
    const published = isGateway ? services.flatMap(({ ports }) => ports) : [];
    // Short, because it is hashed for every decky: the name is in the key, and lists of routes that many share are hashed once.
    const standing = attachments.map(({ lan, edge: { ip, isHome } }) => `${lan.name} ${ip}${isHome ? ' home' : ''}`).join();
    const ports = published.map(({ port, protocol }) => `${port}/${protocol}`).join();
    return {
      key, specHash: shortHash(`${archetype};${forwardsL3 ? 'L3' : ''};${standing};${this.hashOf(routes)};${ports}`),
      deckyId: id, name, archetype, forwardsL3, addresses, routes, services, published, distance: this.distanceOf(attachments),
    };
  }

  private plannedService(deckyKey: string, service: string, { serviceConfig }: Decky): PlannedService {
    const { specHash, ports, config } = this.patternOf(service, configOf(serviceConfig, service));
    return { key: `${deckyKey}/${service}`, specHash, service, ports, config };
  }

  private patternOf(service: string, config: PlannedService['config']): ServicePattern {
    const spec = JSON.stringify([service, ...configEntries(config)]);
    const before = this.patterns.get(spec);
    if (before) return before;
    const ports = (serviceBySlug(service)?.ports ?? []).map(({ port, protocol }) => ({ service, port, protocol }));
    const pattern = { specHash: shortHash(JSON.stringify([spec, ports])), ports, config };
    this.patterns.set(spec, pattern);
    return pattern;
  }

  private hashOf(routes: PlannedRoute[]): string {
    if (routes.length === 0) return '';
    const before = this.routeHashes.get(routes);
    if (before !== undefined) return before;
    const hash = shortHash(routes.map(({ destination, via }) => `${destination} ${via}`).join());
    this.routeHashes.set(routes, hash);
    return hash;
  }

  /** Of its LAN nearest the DMZ, so that a bridge outlives what lies behind it; what stands nowhere is furthest. */
  private distanceOf(attachments: readonly Attachment[]): number {
    let nearest = this.distances.size;
    for (const { lan } of attachments) nearest = Math.min(nearest, this.distances.get(lan.id)!);
    return nearest;
  }
}
