import type { ObservedResource, PlannedAddress, PlannedDecky, PlannedNetwork, PlannedPort } from './types.js';

/** What an engine may tell of a resource; it need not tell any of it. */
type Detail = NonNullable<ObservedResource['detail']>;

const UNEXPLAINED = 'specification changed';

/** Why a network has to be made anew. */
export function networkReason({ subnet, internal }: PlannedNetwork, was: Detail = {}): string {
  return joined([
    changed('subnet', was['subnet'], subnet),
    ...(typeof was['internal'] === 'boolean' && was['internal'] !== internal ? [internal ? 'no longer the DMZ' : 'now the DMZ'] : []),
  ]);
}

/** Why a decky has to change, for people: "address changed 10.0.2.4 -> 10.0.2.9". */
export function deckyReason(planned: PlannedDecky, was: Detail = {}): string {
  const { archetype, forwardsL3, addresses, published } = planned;
  const before = addressesOf(was['addresses']);
  return joined([
    changed('archetype', was['archetype'], archetype),
    ...(before ? addressReasons(before, addresses) : []),
    ...(typeof was['forwardsL3'] === 'boolean' && was['forwardsL3'] !== forwardsL3 ? [`forwarding switched ${forwardsL3 ? 'on' : 'off'}`] : []),
    ...(Array.isArray(was['published']) ? [changed('published ports', portsOf(was['published']), portsOf(published))] : []),
  ], before ? 'routes changed' : UNEXPLAINED);
}

function addressReasons(before: readonly PlannedAddress[], after: readonly PlannedAddress[]): string[] {
  const reasons: string[] = [];
  const old = new Map(before.map((address) => [address.lan, address]));
  for (const { lan, ip } of after) {
    const was = old.get(lan);
    if (!was) reasons.push(`now in ${lan} as ${ip}`);
    else if (was.ip !== ip) reasons.push(`address changed ${was.ip} -> ${ip}`);
  }
  const kept = new Set(after.map(({ lan }) => lan));
  for (const { lan } of before) if (!kept.has(lan)) reasons.push(`no longer in ${lan}`);
  reasons.push(changed('home', homeOf(before), homeOf(after)));
  return reasons;
}

function homeOf(addresses: readonly PlannedAddress[]): string {
  return addresses.find(({ isHome }) => isHome)?.lan ?? 'none';
}

/** Undefined when the engine tells no addresses. */
function addressesOf(detail: unknown): PlannedAddress[] | undefined {
  return Array.isArray(detail) && detail.every(isAddress) ? detail : undefined;
}

function isAddress(value: unknown): value is PlannedAddress {
  return typeof value === 'object' && value !== null && 'lan' in value && 'ip' in value && 'isHome' in value;
}

function portsOf(ports: readonly unknown[]): string {
  return ports.filter(isPort).map(({ port, protocol }) => `${port}/${protocol}`).join(', ') || 'none';
}

function isPort(value: unknown): value is PlannedPort {
  return typeof value === 'object' && value !== null && 'port' in value && 'protocol' in value;
}

function changed(what: string, before: unknown, after: string): string {
  return typeof before === 'string' && before !== after ? `${what} changed ${before} -> ${after}` : '';
}

/** @param otherwise what is left when all that was told is as it should be */
function joined(reasons: readonly string[], otherwise = UNEXPLAINED): string {
  return reasons.filter((reason) => reason !== '').join('; ') || otherwise;
}
