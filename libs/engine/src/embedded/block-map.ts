import { cidrRange, formatIp, parseIp } from '@decnet/domain';

/** A LAN's subnet and the block of 127/8 in which this host carries it. */
export interface Block {
  scope: string;
  /** CIDR in the maze. */
  subnet: string;
  /** First address of the block of the same size on this host. */
  host: string;
}

interface Taken { first: number; last: number; scope: string; subnet: string }

const [LOOPBACK_FIRST, LOOPBACK_LAST] = cidrRange('127.0.0.0/8');
/** 127.0/16 belongs to the machine itself: localhost, the name service stub, and their kin. */
const USABLE_FIRST = LOOPBACK_FIRST + 2 ** 16;
/** Where the search for a free block begins: far from what 10/8, 172.16/12 and 192.168/16 map to by themselves. */
const [SEARCH_FIRST] = cidrRange('127.224.0.0/11');

/**
 * Which block of 127/8 stands for which LAN. By default a LAN keeps its octets two to four, 172.20.3.0/24 being 127.20.3.0/24; where that
 * is taken it gets a free one. A block stays with its LAN until the LAN or its scope goes.
 */
export class BlockMap {
  /** Sorted by first address; never overlapping. */
  private readonly taken: Taken[] = [];
  private readonly byScope = new Map<string, Map<string, Taken>>();

  constructor(blocks: readonly Block[] = []) {
    for (const { scope, subnet, host } of blocks) this.claim(scope, subnet, parseIp(host) ?? LOOPBACK_FIRST);
  }

  /** Those subnets of the scope that have no block yet. */
  missing(scope: string, subnets: readonly string[]): string[] {
    const known = this.of(scope);
    return subnets.filter((subnet) => !known.has(subnet));
  }

  /** Gives subnets of the scope a block each, beside those it has. `foreign` are addresses on which others listen. Throws when 127/8 is full. */
  add(scope: string, subnets: readonly string[], foreign: readonly number[]): void {
    const others = [...foreign].sort((a, b) => a - b);
    // Each search goes on where the last one ended: a thousand LANs must not walk past each other.
    let from = SEARCH_FIRST;
    for (const subnet of this.missing(scope, subnets)) {
      const first = this.choose(subnet, others, from);
      if (first >= from) from = first;
      this.claim(scope, subnet, first);
    }
  }

  /** Takes back every block of the scope but those of these subnets. Returns whether there was one. */
  keepOnly(scope: string, subnets: readonly string[]): boolean {
    const kept = new Set(subnets);
    const gone = [...this.of(scope).keys()].filter((subnet) => !kept.has(subnet));
    for (const subnet of gone) this.drop(scope, subnet);
    return gone.length > 0;
  }

  /** Where this host carries an address of the scope; null when it is in none of its LANs. */
  hostAddress(scope: string, subnet: string, ip: string): string | null {
    const block = this.of(scope).get(subnet);
    const value = parseIp(ip);
    if (!block || value === null) return null;
    const [first, last] = cidrRange(subnet);
    return value >= first && value <= last ? formatIp(block.first + value - first) : null;
  }

  blocks(): Block[] {
    return this.taken.map(({ first, scope, subnet }) => ({ scope, subnet, host: formatIp(first) }));
  }

  private of(scope: string): Map<string, Taken> {
    return this.byScope.get(scope) ?? new Map<string, Taken>();
  }

  private choose(subnet: string, others: readonly number[], from: number): number {
    const [first, last] = cidrRange(subnet);
    const size = last - first + 1;
    const natural = LOOPBACK_FIRST + (first % 2 ** 24);
    if (this.isFree(natural, size, others)) return natural;
    const found = this.search(from, size, others) ?? this.search(USABLE_FIRST, size, others);
    if (found === null) throw new Error(`no room in 127/8 for ${subnet}`);
    return found;
  }

  private search(from: number, size: number, others: readonly number[]): number | null {
    for (let first = Math.ceil(from / size) * size; first + size - 1 <= LOOPBACK_LAST;) {
      const obstacle = this.obstacle(first, size, others);
      if (obstacle === null) return first;
      first += Math.max(1, Math.ceil((obstacle + 1 - first) / size)) * size;
    }
    return null;
  }

  private isFree(first: number, size: number, others: readonly number[]): boolean {
    return first >= USABLE_FIRST && this.obstacle(first, size, others) === null;
  }

  /** The last address of something that stands in the block, or null when the block is free. */
  private obstacle(first: number, size: number, others: readonly number[]): number | null {
    const last = first + size - 1;
    const at = lowerBound(this.taken.length, (i) => this.taken[i]!.last >= first);
    const taken = this.taken[at];
    if (taken && taken.first <= last) return taken.last;
    const other = others[lowerBound(others.length, (i) => others[i]! >= first)];
    return other !== undefined && other <= last ? other : null;
  }

  private claim(scope: string, subnet: string, first: number): void {
    const [subnetFirst, subnetLast] = cidrRange(subnet);
    const block = { first, last: first + subnetLast - subnetFirst, scope, subnet };
    this.taken.splice(lowerBound(this.taken.length, (i) => this.taken[i]!.first > first), 0, block);
    this.byScope.set(scope, this.of(scope).set(subnet, block));
  }

  private drop(scope: string, subnet: string): void {
    const blocks = this.of(scope);
    this.taken.splice(this.taken.indexOf(blocks.get(subnet)!), 1);
    blocks.delete(subnet);
    if (blocks.size === 0) this.byScope.delete(scope);
  }
}

/** First index for which `holds` is true, the list being false up to there; `length` when there is none. */
function lowerBound(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  for (let high = length; low < high;) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
