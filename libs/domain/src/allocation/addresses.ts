import { DomainError } from '../errors.js';
import { cidrRange, formatIp, parseIp } from './cidr.js';

/** Hands out the addresses of one LAN from `.2` upward: never network, gateway or broadcast. Costs what is taken, never the size of the LAN. */
export class AddressAllocator {
  private readonly taken = new Set<number>();
  private readonly last: number;
  private candidate: number;

  constructor(private readonly subnet: string, takenIps: Iterable<string> = []) {
    const [first, last] = cidrRange(subnet);
    this.last = last;
    this.candidate = first + 2;
    for (const ip of takenIps) this.taken.add(parseIp(ip) ?? -1);
  }

  /** @throws DomainError POOL_EXHAUSTED */
  next(): string {
    while (this.taken.has(this.candidate)) this.candidate += 1;
    if (this.candidate >= this.last) throw new DomainError('POOL_EXHAUSTED', `no free address is left in ${this.subnet}`, { subnet: this.subnet });
    const ip = formatIp(this.candidate);
    this.candidate += 1;
    return ip;
  }
}

/** The lowest free address of a LAN. @throws DomainError POOL_EXHAUSTED */
export function nextIp(subnet: string, takenIps: Iterable<string>): string {
  return new AddressAllocator(subnet, takenIps).next();
}
