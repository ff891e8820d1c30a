import { DomainError, invalidRequest } from '../errors.js';
import { type AddressSpan, type Cidr, formatCidr, parseCidr } from './cidr.js';

/** Where LANs get their subnets unless somebody says otherwise. */
export const DEFAULT_SUBNET_BASE = '172.16.0.0/12';
export const DEFAULT_SUBNET_PREFIX = 24;

const OCTET_PREFIX = /^\d{1,3}(?:\.\d{1,3}){0,2}\.?$/;

/**
 * A base to allocate under: a CIDR, or leading octets such as `172.20` (= 172.20.0.0/16).
 * @throws DomainError INVALID_REQUEST naming `path`
 */
export function parseBase(text: string, path = 'base'): Cidr {
  const cidr = parseCidr(OCTET_PREFIX.test(text) ? padded(text) : text);
  if (!cidr || cidr.prefix > DEFAULT_SUBNET_PREFIX) {
    throw invalidRequest([{ path, message: `expected a CIDR of at most /${DEFAULT_SUBNET_PREFIX} without host bits, or leading octets such as 172.20` }]);
  }
  return cidr;
}

function padded(octets: string): string {
  const given = octets.replace(/\.$/, '').split('.');
  return `${[...given, '0', '0', '0'].slice(0, 4).join('.')}/${given.length * 8}`;
}

/** Hands out subnets in ascending order, passing over what is taken: a sweep, so n subnets cost n plus the taken ranges. */
export class SubnetAllocator {
  private candidate: number;
  private at = 0;
  private readonly base: Cidr;
  private readonly size: number;

  /** @param taken sorted by first; ranges may overlap each other */
  constructor(base: string, private readonly taken: readonly AddressSpan[], private readonly prefix = DEFAULT_SUBNET_PREFIX, path = 'base') {
    this.base = parseBase(base, path);
    this.size = 2 ** (32 - prefix);
    this.candidate = this.base.first;
  }

  /** @throws DomainError POOL_EXHAUSTED */
  next(): string {
    for (;;) {
      const last = this.candidate + this.size - 1;
      if (last > this.base.last) {
        throw new DomainError('POOL_EXHAUSTED', `no free /${this.prefix} is left under ${formatCidr(this.base.first, this.base.prefix)}`, {
          base: formatCidr(this.base.first, this.base.prefix),
        });
      }
      const blocker = this.blockerOf(last);
      if (!blocker) {
        const subnet = formatCidr(this.candidate, this.prefix);
        this.candidate = last + 1;
        return subnet;
      }
      this.candidate = Math.ceil((blocker[1] + 1) / this.size) * this.size;
    }
  }

  /** A taken range that meets the candidate; ranges that end before it never matter again. */
  private blockerOf(last: number): AddressSpan | null {
    while (this.at < this.taken.length && this.taken[this.at]![1] < this.candidate) this.at += 1;
    for (let i = this.at; i < this.taken.length && this.taken[i]![0] <= last; i++) {
      if (this.taken[i]![1] >= this.candidate) return this.taken[i]!;
    }
    return null;
  }
}

/** The lowest free subnet under `base`. @throws DomainError POOL_EXHAUSTED, INVALID_REQUEST */
export function nextSubnet(base: string, taken: readonly AddressSpan[], prefix = DEFAULT_SUBNET_PREFIX): string {
  return new SubnetAllocator(base, taken, prefix).next();
}
