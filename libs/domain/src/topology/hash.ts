import { sha256Hex } from './digest.js';
import { type Attachment, attachmentsByDecky, byCodeUnit } from './maze-index.js';
import type { Decky, Maze, ServiceConfig } from './types.js';

const known = new WeakMap<Maze, string>();

/**
 * 64 hex digits that change with everything that is deployed and with nothing else: SHA-256 of a canonical JSON.
 * Ids, positions, the order of rows and configuration of services that the decky does not have do not count. Remembered per maze object.
 */
export function mazeHash(maze: Maze): string {
  const before = known.get(maze);
  if (before !== undefined) return before;
  const hash = sha256Hex(canonicalJson(maze));
  known.set(maze, hash);
  return hash;
}

function canonicalJson(maze: Maze): string {
  const attachments = attachmentsByDecky(maze);
  const lans = maze.lans.map(({ name, subnet, isDmz }) => [name, subnet, isDmz] as const);
  const deckies = maze.deckies.map((decky) => projected(decky, attachments.get(decky.id) ?? []));
  return JSON.stringify({ format: 1, lans: lans.sort(byFirst), deckies: deckies.sort(byFirst) });
}

function projected({ name, archetype, services, serviceConfig, isGateway, forwardsL3 }: Decky, attachments: readonly Attachment[]) {
  const running = services.map((service) => [service, ...configEntries(configOf(serviceConfig, service))] as const);
  const standing = attachments.map(({ lan, edge: { ip, isHome } }) => [lan.name, ip, isHome] as const);
  return [name, archetype, isGateway, forwardsL3, running.sort(byFirst), standing.sort(byFirst)] as const;
}

/** By name; a draft that is not checked yet may have a name twice, and then all of it decides. */
function byFirst(a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number {
  return byCodeUnit(a[0], b[0]) || byCodeUnit(JSON.stringify(a), JSON.stringify(b));
}

const NOT_CONFIGURED: ServiceConfig = {};

/** A service that is not configured and one with an empty configuration run alike. */
export function configOf(serviceConfig: Readonly<Record<string, ServiceConfig>>, service: string): ServiceConfig {
  return Object.hasOwn(serviceConfig, service) ? serviceConfig[service]! : NOT_CONFIGURED;
}

/** Pairs by key: no object, because an object would lose a key such as `__proto__` and move keys that look like numbers. */
export function configEntries(config: ServiceConfig): [string, ServiceConfig[string]][] {
  const entries = Object.entries(config);
  return entries.length > 1 ? entries.sort(([a], [b]) => byCodeUnit(a, b)) : entries;
}
