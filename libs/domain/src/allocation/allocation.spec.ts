import fc from 'fast-check';
import { cidrRange, formatCidr, formatIp, nextIp, nextSubnet, parseCidr, parseIp, SubnetAllocator } from './index.js';

describe('cidr', () => {
  it.each(['1.2.3', '1.2.3.4.5', '01.2.3.4', '256.1.1.1', '1.2.3.4 ', ' 1.2.3.4', '1.2.3.-4', '١.2.3.4', '1e1.2.3.4', ''])('%j is no address', (text) => {
    expect(parseIp(text)).toBeNull();
  });

  it.each(['banana', '10.0.0.0', '10.0.0.1/24', '10.0.0.0/33', '10.0.0.0/024', '10.0.0.0/', '/24', '10.0.0.0/24/1', '10.0.0.0/-1'])('%j is no CIDR', (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it('writes what it read', () => {
    fc.assert(fc.property(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 }), (ip, prefix) => {
      expect(parseIp(formatIp(ip >>> 0))).toBe(ip >>> 0);
      const first = Math.floor(ip / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
      expect(parseCidr(formatCidr(first, prefix))).toEqual({ first, last: first + 2 ** (32 - prefix) - 1, prefix });
    }));
  });
});

describe('allocators', () => {
  const range = fc.tuple(fc.nat(0x3ffff), fc.nat(0x2ff)).map(([offset, length]): [number, number] => [0xac100000 + offset, 0xac100000 + offset + length]);

  it('hand out the lowest subnets that meet nothing taken and not each other', () => {
    fc.assert(fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
      const taken = ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const allocator = new SubnetAllocator('172.16.0.0/12', taken);
      const free = [];
      for (let first = 0xac100000; free.length < 5; first += 256) if (!taken.some(([a, b]) => a <= first + 255 && first <= b)) free.push(formatCidr(first, 24));
      expect(Array.from({ length: 5 }, () => allocator.next())).toEqual(free);
    }));
  });

  it('sort by number, not by text', () => {
    expect(nextSubnet('10.0.0.0/16', [[...cidrRange('10.0.0.0/24')], [...cidrRange('10.0.1.0/24')], [...cidrRange('10.0.2.0/24')]])).toBe('10.0.3.0/24');
  });

  it('take leading octets as a base', () => {
    expect(nextSubnet('172.20', [])).toBe('172.20.0.0/24');
    expect(nextSubnet('10', [])).toBe('10.0.0.0/24');
  });

  it.each(['', 'banana', '172.16.0.0/25', '300.1', '10.0.0.1/8', '1.2.3.4'])('refuse the base %j', (base) => {
    expect(() => nextSubnet(base, [])).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
  });

  it('say when nothing is left', () => {
    expect(() => nextSubnet('10.0.0.0/24', [[...cidrRange('10.0.0.0/24')]])).toThrow(expect.objectContaining({ code: 'POOL_EXHAUSTED' }));
    expect(() => nextIp('10.0.0.0/29', ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'])).toThrow(expect.objectContaining({ code: 'POOL_EXHAUSTED' }));
  });

  it('give addresses from .2 on and fill gaps', () => {
    expect(nextIp('10.0.0.0/24', [])).toBe('10.0.0.2');
    expect(nextIp('10.0.0.0/24', ['10.0.0.2', '10.0.0.4'])).toBe('10.0.0.3');
  });
});
