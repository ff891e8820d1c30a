import fc from 'fast-check';
import { counting, mazeArbitrary, sketchMaze } from '../../../test/sketch-maze.js';
import { DomainError, type FieldError } from '../../errors.js';
import { mazeHash } from '../hash.js';
import { parseDocument } from './parse-document.js';
import { toDocument } from './to-document.js';

const newId = (): string => counting().newId();

function faultOf(document: unknown): { code: string; paths: string[] } {
  try {
    parseDocument(document, counting().newId);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, paths: ((error.details['errors'] ?? []) as FieldError[]).map(({ path }) => path) };
  }
  return { code: 'none', paths: [] };
}

const MAZE = sketchMaze(['dmz', 'office'], {
  gate: { lans: ['dmz'], isGateway: true, serviceConfig: { ssh: { password: 'x' } }, x: 12.5, y: -3 },
  bridge: { lans: ['office', 'dmz'], forwardsL3: true },
});

/** The export with the value at a path replaced; undefined removes it. */
function withValue(path: string, value: unknown): unknown {
  const document = JSON.parse(JSON.stringify(toDocument('m', MAZE))) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, document);
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return document;
}

// Guards: an export is a backup, and what strangers write is told what is wrong with it.
describe('documents', () => {
  test('of any maze are read back as the same design, positions included', () => {
    fc.assert(fc.property(mazeArbitrary, fc.integer({ min: -1e7, max: 1e7 - 1 }), (maze, x) => {
      const placed = { ...maze, deckies: maze.deckies.map((decky) => ({ ...decky, x, y: x + 1 })), lans: maze.lans.map((lan) => ({ ...lan, x, y: 0, width: 300, height: 200 })) };
      const document = toDocument('a maze', placed);
      const read = parseDocument(JSON.parse(JSON.stringify(document)), counting({}).newId);
      expect(read.name).toBe('a maze');
      expect(mazeHash(read.maze)).toBe(mazeHash(maze));
      expect(toDocument('a maze', read.maze)).toEqual(document);
      expect(JSON.stringify(document)).not.toContain('"id');
    }), { numRuns: 50 });
  });

  test('may leave out what is usual', () => {
    const { maze } = parseDocument({
      decnet: 1, name: 'small', lans: [{ name: 'dmz', subnet: '10.0.0.0/24', isDmz: true }], deckies: [{ name: 'gate' }],
      edges: [{ decky: 'gate', lan: 'dmz', ip: '10.0.0.2', isHome: true }],
    }, newId);
    expect(maze.deckies[0]).toMatchObject({ archetype: 'linux-server', services: [], serviceConfig: {}, isGateway: false, forwardsL3: false, x: null, y: null });
  });

  const bad: [string, unknown, string[]][] = [
    ['decnet', 2, ['decnet']], ['decnet', '1', ['decnet']], ['name', '', ['name']], ['name', 'n'.repeat(65), ['name']], ['name', 7, ['name']],
    ['lans', {}, ['lans', 'edges.0.lan', 'edges.1.lan', 'edges.2.lan']], ['lans.0', null, ['lans.0', 'lans.0.name', 'lans.0.subnet', 'edges.0.lan', 'edges.2.lan']],
    ['lans.0.subnet', 24, ['lans.0.subnet']], ['lans.0.isDmz', 'yes', ['lans.0.isDmz']], ['lans.0.x', '7', ['lans.0.x']], ['lans.0.width', Infinity, ['lans.0.width']],
    ['lans.1.name', 'dmz', ['lans.1.name', 'edges.1.lan']], ['lans.0.id', 'L', ['lans.0.id']], ['extra', 1, ['extra']], ['__proto__', { x: 1 }, ['__proto__']],
    ['deckies.0.archetype', 'toaster', ['deckies.0.archetype']], ['deckies.0.services', 'ssh', ['deckies.0.services']], ['deckies.0.services', ['ssh', 'ssh'], ['deckies.0.services.1']],
    ['deckies.0.services', [{}], ['deckies.0.services.0']], ['deckies.0.serviceConfig', [], ['deckies.0.serviceConfig']],
    ['deckies.0.serviceConfig.ssh', 'x', ['deckies.0.serviceConfig.ssh']], ['deckies.0.serviceConfig.ssh', { password: {} }, ['deckies.0.serviceConfig.ssh.password']],
    ['deckies.0.serviceConfig.__proto__', { polluted: true }, ['deckies.0.serviceConfig.__proto__']],
    ['deckies.1.serviceConfig.ssh', JSON.parse('{"constructor": "x"}'), ['deckies.1.serviceConfig.ssh.constructor']],
    ['deckies.0.state', 'running', ['deckies.0.state']], ['edges.0.decky', 'nobody', ['edges.0.decky']], ['edges.0.lan', 'nowhere', ['edges.0.lan']],
    ['edges', Array(1), ['edges.0', 'edges.0.decky', 'edges.0.lan', 'edges.0.ip']], ['edges.0.ip', 7, ['edges.0.ip']], ['edges.0.isHome', true, ['edges.0.isHome']], ['edges.1.isHome', false, ['edges.0.isHome']], ['edges.1.lan', 'dmz', ['edges.1']],
  ];
  test.each(bad)('with %s = %j are refused by path', (path, value, paths) => {
    expect(faultOf(withValue(path, value))).toEqual({ code: 'INVALID_REQUEST', paths });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  const broken: [string, unknown][] = [
    ['lans.0.name', 'DMZ!'], ['lans.0.subnet', 'banana'], ['lans.0.subnet', '10.0.0.0/31'], ['lans.1.subnet', '10.0.0.128/25'], ['edges.2.ip', '10.0.0.1'], ['edges.2.ip', '10.9.9.9'],
    ['edges.0.ip', '10.0.0.2'], ['deckies.0.services', ['gopher']], ['deckies.1.serviceConfig.ssh', { colour: 'blue' }],
  ];
  test.each(broken)('with %s = %j break a rule, not the shape', (path, value) => {
    const document = withValue(path, value);
    const renamed = JSON.parse(JSON.stringify(document).replaceAll('"lan":"dmz"', path === 'lans.0.name' ? '"lan":"DMZ!"' : '"lan":"dmz"')) as unknown;
    expect(faultOf(renamed).code).toBe('VALIDATION_FAILED');
  });

  test('of any kind of garbage raise nothing but a DomainError, and a short one', () => {
    const value = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true });
    const paths = ['', 'decnet', 'name', 'lans', 'deckies', 'edges', 'lans.0', 'lans.0.name', 'lans.0.subnet', 'deckies.0', 'deckies.0.services', 'deckies.0.serviceConfig', 'deckies.0.serviceConfig.ssh', 'edges.0', 'edges.0.ip', 'edges.0.decky'];
    fc.assert(fc.property(fc.constantFrom(...paths), value, (path, garbage) => {
      faultOf(path === '' ? garbage : withValue(path, garbage));
    }), { numRuns: 2_000 });
    expect(faultOf({ decnet: 1, name: 'x', lans: Array.from({ length: 10_000 }, () => 7) }).paths.length).toBeLessThanOrEqual(50);
  });
});
