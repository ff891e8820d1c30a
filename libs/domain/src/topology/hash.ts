import { sha256Hex } from './digest.js';
import { type Attachment, attachmentsByDecky, byCodeUnit } from './maze-index.js';
import type { Decky, Lan, Maze, ServiceConfig } from './types.js';

const known = new WeakMap<Maze, string>();

/**
 * 64 hex digits that change with everything that is deployed and with nothing else: SHA-256 of a canonical JSON.
 * Ids, positions, the order of rows and configuration of services that the decky does not have do not count. Remembered per maze object.
 */
export function mazeHash(maze: Maze): string {
  const before = known.get(maze);
  if (before !== undefined) return before;
  const attachments = attachmentsByDecky(maze);
  const lans = maze.lans.map(projectedLan);
  const deckies = maze.deckies.map((decky) => projectedDecky(decky, attachments.get(decky.id) ?? []));
  const hash = sha256Hex(`{"format":1,"lans":${sortedArray(lans)},"deckies":${sortedArray(deckies)}}`);
  known.set(maze, hash);
  return hash;
}

/** Every entry begins with its name, so sorting the texts sorts by name, and is a total order even where a name stands twice. */
function sortedArray(entries: string[]): string {
  return `[${entries.sort().join(',')}]`;
}

function projectedLan({ name, subnet, isDmz }: Lan): string {
  return JSON.stringify([name, subnet, isDmz]);
}

function projectedDecky({ name, archetype, services, serviceConfig, isGateway, forwardsL3 }: Decky, attachments: readonly Attachment[]): string {
  const addresses = attachments.map(({ lan, edge }) => [lan.name, edge.ip, edge.isHome] as const);
  return JSON.stringify([
    name, archetype, isGateway, forwardsL3,
    [...services].sort(byCodeUnit).map((service) => [service, ...configEntries(configOf(serviceConfig, service))]),
    addresses.sort((a, b) => byCodeUnit(a[0], b[0])),
  ]);
}

/** A service that is not configured and one with an empty configuration run alike. */
export function configOf(serviceConfig: Readonly<Record<string, ServiceConfig>>, service: string): ServiceConfig {
  return Object.hasOwn(serviceConfig, service) ? serviceConfig[service]! : {};
}

/** Pairs by key: no object, because an object would lose a key such as `__proto__` and move keys that look like numbers. */
export function configEntries(config: ServiceConfig): [string, ServiceConfig[string]][] {
  return Object.entries(config).sort(([a], [b]) => byCodeUnit(a, b));
}
