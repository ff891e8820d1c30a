import fc from 'fast-check';
import { DomainError } from '../../errors.js';
import { OP_NAMES, parseOp, parseOps } from './parse-op.js';

const pathsOf = (input: unknown): string[] => {
  try {
    parseOp(input);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return (error as DomainError).details.errors ? ((error as DomainError).details.errors as { path: string }[]).map(({ path }) => path) : ['?'];
  }
};

describe('parseOp', () => {
  it.each([
    [null, ['op']],
    [[], ['op']],
    ['add_lan', ['op']],
    [{}, ['op']],
    [{ op: 'drop_table' }, ['op']],
    [{ op: 'constructor' }, ['op']],
    [{ op: '__proto__' }, ['op']],
    [{ op: 'add_lan', colour: 1 }, ['colour']],
    [{ op: 'add_lan', name: 7 }, ['name']],
    [{ op: 'add_lan', name: 'x'.repeat(1 << 20) }, ['name']],
    [{ op: 'add_lan', id: 'not-a-uuid' }, ['id']],
    [{ op: 'add_lan', x: Number.NaN }, ['x']],
    [{ op: 'update_lan', lan: 'a', patch: { id: 'x' } }, ['patch.id']],
    [{ op: 'update_lan', lan: 'a' }, ['patch']],
    [{ op: 'update_lan', patch: {} }, ['lan']],
    [{ op: 'add_decky' }, ['lan']],
    [{ op: 'add_decky', lan: 'a', services: ['ssh', 'ssh'] }, ['services']],
    [{ op: 'add_decky', lan: 'a', services: [1] }, ['services.0']],
    [{ op: 'add_decky', lan: 'a', archetype: 'toaster' }, ['archetype']],
    [{ op: 'add_decky', lan: 'a', serviceConfig: { ssh: { a: {} } } }, ['serviceConfig.ssh.a']],
    [JSON.parse('{"op":"add_decky","lan":"a","serviceConfig":{"__proto__":{"x":1}}}'), ['serviceConfig']],
    [JSON.parse('{"op":"add_decky","lan":"a","__proto__":{"x":1}}'), ['__proto__']],
  ])('names the field of %j', (input, paths) => {
    expect(pathsOf(input)).toEqual(paths);
  });

  it('takes one of each op', () => {
    const target = { lan: 'lan-01', decky: 'decky-001', patch: {} };
    for (const op of OP_NAMES) {
      const needs = { add_lan: [], add_decky: ['lan'], remove_lan: ['lan'], update_lan: ['lan', 'patch'], update_decky: ['decky', 'patch'], remove_decky: ['decky'], attach_decky: ['decky', 'lan'], update_edge: ['decky', 'lan', 'patch'], detach_decky: ['decky', 'lan'] }[op];
      expect(pathsOf({ op, ...Object.fromEntries(needs.map((field) => [field, target[field as 'lan']])) })).toEqual([]);
    }
  });

  it('never throws anything but a DomainError, whatever comes', () => {
    const op = fc.record({ op: fc.constantFrom(...OP_NAMES), lan: fc.anything(), decky: fc.anything(), patch: fc.anything(), serviceConfig: fc.anything() }, { requiredKeys: ['op'] });
    fc.assert(fc.property(fc.oneof(fc.anything(), op), (input) => { pathsOf(input); }), { numRuns: 2_000 });
  });

  it('says which op of a batch is wrong', () => {
    expect(() => parseOps([{ op: 'add_lan' }, { op: 'add_lan', name: 1 }])).toThrow(/ops\.1\.name/);
    expect(() => parseOps({})).toThrow(/ops/);
  });
});
