/** Inclusive [first, last], unsigned 32-bit. */
export type AddressSpan = readonly [first: number, last: number];

export interface Cidr {
  /** The network address. */
  first: number;
  /** The broadcast address. */
  last: number;
  prefix: number;
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(${OCTET})\\.(${OCTET})\\.(${OCTET})\\.(${OCTET})$`);

/** An IPv4 address in dotted decimal without leading zeros, as an unsigned 32-bit number; null when it is none. */
export function parseIp(text: string): number | null {
  const match = IPV4.exec(text);
  return match && ((Number(match[1]) << 24) | (Number(match[2]) << 16) | (Number(match[3]) << 8) | Number(match[4])) >>> 0;
}

export function formatIp(ip: number): string {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

/** `10.0.3.0/24`; null when malformed or when host bits are set. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  const first = slash < 0 ? null : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (first === null || !/^(?:[12]?\d|3[0-2])$/.test(length)) return null;
  const prefix = Number(length);
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, last: first + size - 1, prefix } : null;
}

/** First and last address of a subnet that was checked before. @throws TypeError when it was not */
export function cidrRange(subnet: string): AddressSpan {
  const cidr = parseCidr(subnet);
  if (!cidr) throw new TypeError(`${subnet} is no CIDR`);
  return [cidr.first, cidr.last];
}

export function formatCidr(first: number, prefix: number): string {
  return `${formatIp(first)}/${prefix}`;
}

/** The gateway of a LAN is its first usable address; no decky ever has it. */
export function gatewayOf({ first }: Pick<Cidr, 'first'>): number {
  return first + 1;
}
