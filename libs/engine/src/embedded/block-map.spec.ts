import fc from 'fast-check';
import { cidrRange, formatCidr, formatIp, parseIp } from '@decnet/domain';
import { BlockMap } from './block-map.js';

const NOBODY: readonly number[] = [];
const hostOf = (map: BlockMap, scope: string, subnet: string): string | undefined => map.blocks().find((block) => block.scope === scope && block.subnet === subnet)?.host;

describe('BlockMap', () => {
  it.each([
    ['172.20.3.0/24', '127.20.3.0'],
    ['192.168.0.0/16', '127.168.0.0'],
    ['10.77.5.128/25', '127.77.5.128'],
    ['10.77.5.8/29', '127.77.5.8'],
  ])('keeps octets two to four of %s', (subnet, host) => {
    const map = new BlockMap();
    map.add('maze', [subnet], NOBODY);
    expect(hostOf(map, 'maze', subnet)).toBe(host);
  });

  it.each(['10.0.0.0/16', '10.0.5.0/24', '192.0.0.248/29'])('keeps %s off the machine\'s own 127.0/16', (subnet) => {
    const map = new BlockMap();
    map.add('maze', [subnet], NOBODY);
    expect(hostOf(map, 'maze', subnet)).toMatch(/^127\.224\./);
  });

  it('gives the second of two LANs with the same octets another block', () => {
    const map = new BlockMap();
    map.add('one', ['10.20.3.0/24'], NOBODY);
    map.add('two', ['172.20.3.0/24', '192.20.0.0/16'], NOBODY);
    expect(hostOf(map, 'one', '10.20.3.0/24')).toBe('127.20.3.0');
    expect(hostOf(map, 'two', '172.20.3.0/24')).toBe('127.224.0.0');
    expect(hostOf(map, 'two', '192.20.0.0/16')).toBe('127.225.0.0');
  });

  it('keeps off blocks in which somebody else listens', () => {
    const map = new BlockMap();
    map.add('maze', ['10.20.3.0/24'], [parseIp('127.20.3.77')!, parseIp('127.224.0.1')!]);
    expect(hostOf(map, 'maze', '10.20.3.0/24')).toBe('127.224.1.0');
  });

  it('leaves a LAN where it is, whatever comes and goes beside it', () => {
    const map = new BlockMap();
    map.add('one', ['10.20.3.0/24'], NOBODY);
    map.add('two', ['172.20.3.0/24'], NOBODY);
    map.keepOnly('one', []);
    map.add('two', ['172.20.3.0/24', '172.20.4.0/24'], NOBODY);
    expect(hostOf(map, 'two', '172.20.3.0/24')).toBe('127.224.0.0');
    map.add('three', ['10.20.3.0/24'], NOBODY);
    expect(hostOf(map, 'three', '10.20.3.0/24')).toBe('127.20.3.0');
  });

  it('is the same after it was stored and read', () => {
    const map = new BlockMap();
    map.add('one', ['10.20.3.0/24', '10.0.0.0/24'], NOBODY);
    map.add('two', ['172.20.3.0/24'], NOBODY);
    expect(new BlockMap(map.blocks()).blocks()).toEqual(map.blocks());
  });

  it('finds addresses of its LANs only', () => {
    const map = new BlockMap();
    map.add('maze', ['10.20.3.0/24'], NOBODY);
    expect(map.hostAddress('maze', '10.20.3.0/24', '10.20.3.14')).toBe('127.20.3.14');
    expect(map.hostAddress('maze', '10.20.3.0/24', '10.20.4.14')).toBeNull();
    expect(map.hostAddress('other', '10.20.3.0/24', '10.20.3.14')).toBeNull();
  });

  it('never lets blocks overlap or leave 127.1.0.0 to 127.255.255.255, whatever the LANs', () => {
    const subnet = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 16, max: 29 }))
      .map(([ip, prefix]) => formatCidr(ip - (ip % 2 ** (32 - prefix)), prefix));
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), subnet), { maxLength: 40 }), (lans) => {
      const map = new BlockMap();
      for (const [scope, cidr] of lans) map.add(scope, [cidr], NOBODY);
      let free = parseIp('127.1.0.0')!;
      for (const { host, subnet: cidr } of map.blocks()) {
        const [first, last] = cidrRange(cidr);
        expect(parseIp(host)!).toBeGreaterThanOrEqual(free);
        expect(formatIp(parseIp(host)! % (last - first + 1))).toBe('0.0.0.0');
        free = parseIp(host)! + last - first + 1;
      }
      expect(free).toBeLessThanOrEqual(parseIp('127.255.255.255')! + 1);
    }));
  });

  it('places 2,000 LANs that all need a free block without trying every pair', () => {
    const map = new BlockMap();
    const subnets = Array.from({ length: 2_000 }, (_, at) => formatCidr(parseIp('10.20.0.0')! + at * 256, 24));
    map.add('one', subnets, NOBODY);
    const before = process.cpuUsage();
    map.add('two', subnets, NOBODY);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(200);
    expect(new Set(map.blocks().map(({ host }) => host)).size).toBe(4_000);
  });
});
