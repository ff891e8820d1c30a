import { sha256Hex } from './digest.js';
import { type Attachment, type Attachments, attachmentsByDecky, byCodeUnit } from './maze-index.js';
import type { Decky, Maze, ServiceConfig } from './types.js';

const known = new WeakMap<Maze, string>();

/**
 * 64 hex digits that change with everything that is deployed and with nothing else: SHA-256 of a canonical JSON.
 * Ids, positions, the order of rows and configuration of services that the decky does not have do not count. Remembered per maze object.
 */
export function mazeHash(maze: Maze, attachments?: Attachments): string {
  const before = known.get(maze);
  if (before !== undefined) return before;
  const hash = sha256Hex(canonicalJson(maze, attachments ?? attachmentsByDecky(maze)));
  known.set(maze, hash);
  return hash;
}

/** Every entry begins with its name, so sorting the texts sorts by name, and is a total order even where a name stands twice. */
function canonicalJson({ lans, deckies }: Maze, attachments: Attachments): string {
  const projection = new DeckyProjection();
  const lanTexts = lans.map(({ name, subnet, isDmz }) => JSON.stringify([name, subnet, isDmz]));
  const deckyTexts = deckies.map((decky) => projection.of(decky, attachments.get(decky.id) ?? []));
  return `{"format":1,"lans":[${lanTexts.sort().join()}],"deckies":[${deckyTexts.sort().join()}]}`;
}

/** The JSON of deckies, put together from pieces: thousands of them run the same services in the same few LANs. */
class DeckyProjection {
  private readonly quoted = new Map<string, string>();

  of({ name, archetype, services, serviceConfig, isGateway, forwardsL3 }: Decky, attachments: readonly Attachment[]): string {
    const running = sorted(services.map((service) => this.service(service, configOf(serviceConfig, service))));
    const standing = sorted(attachments.map(({ lan, edge: { ip, isHome } }) => `[${this.quote(lan.name)},${JSON.stringify(ip)},${isHome}]`));
    return `[${JSON.stringify(name)},${this.quote(archetype)},${isGateway},${forwardsL3},[${running.join()}],[${standing.join()}]]`;
  }

  private service(service: string, config: ServiceConfig): string {
    const entries = configEntries(config);
    return entries.length === 0 ? `[${this.quote(service)}]` : JSON.stringify([service, ...entries]);
  }

  private quote(text: string): string {
    const before = this.quoted.get(text);
    if (before !== undefined) return before;
    const quoted = JSON.stringify(text);
    this.quoted.set(text, quoted);
    return quoted;
  }
}

function sorted(texts: string[]): string[] {
  return texts.length > 1 ? texts.sort() : texts;
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
