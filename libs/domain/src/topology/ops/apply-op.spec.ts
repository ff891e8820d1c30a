import fc from 'fast-check';
import { blankMaze } from '../blank-maze.js';
import { DomainError } from '../../errors.js';
import { hasErrors, validate } from '../../validation/index.js';
import type { Maze } from '../types.js';
import { applyOp, applyOps } from './apply-op.js';
import { parseOp } from './parse-op.js';
import type { Op, OpContext } from './types.js';

/** Ids from a counter, so that a failure reads well and repeats. */
function context(): OpContext {
  let n = 0;
  return { newId: () => `00000000-0000-4000-8000-${String((n += 1)).padStart(12, '0')}`, takenRanges: [], subnetBase: '172.16.0.0/12' };
}

/** Row order carries no meaning beyond "oldest first", which an undone removal cannot give back. */
function sorted({ lans, deckies, edges }: Maze): unknown {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { lans: [...lans].sort(byId), deckies: [...deckies].sort(byId), edges: [...edges].sort(byId) };
}

const pick = fc.nat(9);
const flag = fc.option(fc.boolean(), { nil: undefined });
/** Ops that name what is there by number, so that most of them apply. */
const command = fc.oneof(
  fc.record({ op: fc.constant('add_lan' as const), isDmz: flag }),
  fc.record({ op: fc.constant('update_lan' as const), at: pick, name: fc.option(fc.constantFrom('a', 'b', 'lan-7'), { nil: undefined }), isDmz: flag, subnet: fc.option(fc.constantFrom('10.0.0.0/24', '10.0.1.0/28', '10.0.0.0/16'), { nil: undefined }) }),
  fc.record({ op: fc.constant('remove_lan' as const), at: pick }),
  fc.record({ op: fc.constant('add_decky' as const), at: pick, nowhere: fc.boolean(), services: fc.option(fc.constantFrom(['ssh'], ['http', 'ssh'], []), { nil: undefined }) }),
  fc.record({ op: fc.constant('update_decky' as const), who: pick, services: fc.option(fc.constantFrom(['ssh'], ['http'], []), { nil: undefined }), config: fc.boolean(), home: fc.option(pick, { nil: undefined }), forwardsL3: flag, isGateway: flag }),
  fc.record({ op: fc.constant('remove_decky' as const), who: pick }),
  fc.record({ op: fc.constant('attach_decky' as const), who: pick, at: pick, isHome: flag }),
  fc.record({ op: fc.constant('update_edge' as const), who: pick, at: pick, isHome: flag, ip: fc.option(fc.constantFrom('172.16.0.9', '172.16.1.77', '10.0.1.3'), { nil: undefined }) }),
  fc.record({ op: fc.constant('detach_decky' as const), who: pick, at: pick }),
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function opOf(maze: Maze, c: Command): Op {
  const lan = (n: number) => maze.lans[n % Math.max(1, maze.lans.length)]?.id ?? 'none';
  const decky = (n: number) => maze.deckies[n % Math.max(1, maze.deckies.length)]?.name ?? 'none';
  const defined = (o: object) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined));
  switch (c.op) {
    case 'add_lan': return defined({ op: c.op, isDmz: c.isDmz }) as Op;
    case 'update_lan': return { op: c.op, lan: lan(c.at), patch: defined({ name: c.name, isDmz: c.isDmz, subnet: c.subnet }) };
    case 'remove_lan': return { op: c.op, lan: lan(c.at) };
    case 'add_decky': return defined({ op: c.op, lan: c.nowhere ? null : lan(c.at), services: c.services }) as Op;
    case 'update_decky': return { op: c.op, decky: decky(c.who), patch: defined({ services: c.services, homeLan: c.home === undefined ? undefined : lan(c.home), forwardsL3: c.forwardsL3, isGateway: c.isGateway, serviceConfig: c.config && (c.services as string[] | undefined)?.includes('ssh') ? { ssh: { password: 'x' } } : undefined }) };
    case 'remove_decky': return { op: c.op, decky: decky(c.who) };
    case 'attach_decky': return defined({ op: c.op, decky: decky(c.who), lan: lan(c.at), isHome: c.isHome }) as Op;
    case 'update_edge': return { op: c.op, decky: decky(c.who), lan: lan(c.at), patch: defined({ isHome: c.isHome, ip: c.ip }) };
    case 'detach_decky': return { op: c.op, decky: decky(c.who), lan: lan(c.at) };
  }
}

describe('applyOp', () => {
  it('is undone by its inverse, replayed by its resolved op, leaves its input alone and keeps every invariant', () => {
    let applied = 0;
    fc.assert(fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
      const ctx = context();
      let maze = blankMaze(ctx);
      for (const c of commands) {
        const op = parseOp(opOf(maze, c));
        const before = JSON.stringify(maze);
        let result;
        try {
          result = applyOp(maze, op, ctx);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(JSON.stringify(maze)).toBe(before);
          continue;
        }
        applied += 1;
        expect(JSON.stringify(maze)).toBe(before);
        expect(sorted(applyOps(result.maze, result.inverse, ctx).maze)).toEqual(sorted(maze));
        const never = { ...ctx, newId: () => { throw new Error('a resolved op chooses nothing'); } };
        expect(applyOp(maze, parseOp(result.resolved), never).maze).toEqual(result.maze);
        maze = result.maze;
        for (const { id } of maze.deckies) {
          const own = maze.edges.filter((edge) => edge.deckyId === id);
          expect(own.filter(({ isHome }) => isHome)).toHaveLength(own.length > 0 ? 1 : 0);
          expect(new Set(own.map(({ lanId }) => lanId)).size).toBe(own.length);
        }
      }
    }), { numRuns: 300 });
    expect(applied).toBeGreaterThan(1_000);
  });

  it('a batch is undone as a whole', () => {
    fc.assert(fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      const ctx = context();
      const start = blankMaze(ctx);
      let maze = start;
      const ops: Op[] = [];
      for (const c of commands) {
        try {
          const result = applyOp(maze, opOf(maze, c), ctx);
          ops.push(result.resolved);
          maze = result.maze;
        } catch { /* refused ops are not part of the batch */ }
      }
      const batch = applyOps(start, ops, ctx);
      expect(batch.maze).toEqual(maze);
      expect(sorted(applyOps(batch.maze, batch.inverse, ctx).maze)).toEqual(sorted(start));
    }));
  });

  it('changes tell the difference between the mazes, row by row', () => {
    const ctx = context();
    const maze = applyOps(blankMaze(ctx), [{ op: 'add_lan' }, { op: 'attach_decky', decky: 'gateway', lan: 'lan-01' }], ctx).maze;
    const { changes } = applyOp(maze, { op: 'detach_decky', decky: 'gateway', lan: 'dmz' }, ctx);
    expect(changes.map(({ type }) => type)).toEqual(['edge.removed', 'edge.updated']);
  });

  it.each<[string, Op, string]>([
    ['a name taken by another LAN', { op: 'add_lan', name: 'dmz' }, 'LAN_NAME_DUP'],
    ['a name taken by another decky', { op: 'add_decky', lan: 'dmz', name: 'gateway' }, 'DECKY_NAME_DUP'],
    ['a name with capitals', { op: 'add_lan', name: 'Finance' }, 'NAME_MALFORMED'],
    ['a subnet that is a fruit', { op: 'add_lan', subnet: 'banana' }, 'SUBNET_MALFORMED'],
    ['a /31', { op: 'add_lan', subnet: '10.0.0.0/31' }, 'SUBNET_MALFORMED'],
    ['host bits', { op: 'add_lan', subnet: '10.0.0.1/24' }, 'SUBNET_MALFORMED'],
    ['an overlap within the maze', { op: 'add_lan', subnet: '172.16.0.0/16' }, 'SUBNET_OVERLAP'],
    ['the gateway address', { op: 'add_decky', lan: 'dmz', ip: '172.16.0.1' }, 'IP_RESERVED'],
    ['the broadcast address', { op: 'add_decky', lan: 'dmz', ip: '172.16.0.255' }, 'IP_RESERVED'],
    ['an address of elsewhere', { op: 'add_decky', lan: 'dmz', ip: '10.0.0.2' }, 'IP_OUT_OF_SUBNET'],
    ['an address in use', { op: 'add_decky', lan: 'dmz', ip: '172.16.0.2' }, 'IP_COLLISION'],
    ['an address that is none', { op: 'add_decky', lan: 'dmz', ip: '1.2.3' }, 'IP_MALFORMED'],
    ['a service that does not exist', { op: 'add_decky', lan: 'dmz', services: ['gopher'] }, 'UNKNOWN_SERVICE'],
    ['settings of a service it does not run', { op: 'add_decky', lan: 'dmz', services: [], serviceConfig: { ssh: {} } }, 'SERVICE_CFG_UNDECLARED'],
    ['settings that the service does not have', { op: 'update_decky', decky: 'gateway', patch: { serviceConfig: { ssh: { colour: 'red' } } } }, 'SERVICE_CFG_INVALID'],
    ['a subnet under which addresses fall out', { op: 'update_lan', lan: 'dmz', patch: { subnet: '10.9.0.0/24' } }, 'IP_OUT_OF_SUBNET'],
  ])('refuses %s', (_what, op, code) => {
    const ctx = context();
    const maze = blankMaze(ctx);
    let caught: unknown;
    try { applyOp(maze, op, ctx); } catch (error) { caught = error; }
    expect(caught).toMatchObject({ code: 'VALIDATION_FAILED', details: { issues: expect.arrayContaining([expect.objectContaining({ code })]) } });
  });

  it('keeps a LAN that is the only one of a decky, and says of which', () => {
    const ctx = context();
    expect(() => applyOp(blankMaze(ctx), { op: 'remove_lan', lan: 'dmz' }, ctx)).toThrow(expect.objectContaining({ code: 'LAN_IN_USE', details: { deckies: ['gateway'] } }));
  });

  it('a new subnet avoids other mazes and this one', () => {
    const ctx = { ...context(), takenRanges: [[0xac100100, 0xac1001ff]] as [number, number][] };
    const { maze } = applyOp(blankMaze(ctx), { op: 'add_lan' }, ctx);
    expect(maze.lans[1]!.subnet).toBe('172.16.2.0/24');
  });

  it('a blank maze can be deployed as it is', () => {
    expect(hasErrors(validate(blankMaze(context())))).toBe(false);
  });
});
