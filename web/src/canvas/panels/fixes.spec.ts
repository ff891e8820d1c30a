import { applyOps, validate, type Issue, type IssueCode, type Maze, type OpContext } from '@decnet/domain';
import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { fixOf } from './fixes';

let made = 0;
const CONTEXT: OpContext = { newId: () => `n${(made += 1)}`, takenRanges: [], subnetBase: '10.0.0.0/8' };
const base = aMaze() as unknown as Maze;
const lan = (id: string, patch: object) => ({ lans: base.lans.map((row) => (row.id === id ? { ...row, ...patch } : row)) });
const decky = (id: string, patch: object) => ({ deckies: base.deckies.map((row) => (row.id === id ? { ...row, ...patch } : row)) });
const edge = (id: string, patch: object) => ({ edges: base.edges.map((row) => (row.id === id ? { ...row, ...patch } : row)) });
const only = (lans: readonly string[], edges: readonly string[]): Partial<Maze> => ({
  lans: base.lans.filter(({ id }) => lans.includes(id)), edges: base.edges.filter(({ id }) => edges.includes(id)),
  deckies: base.deckies.filter(({ id }) => base.edges.some((one) => edges.includes(one.id) && one.deckyId === id)),
});

const BROKEN: readonly [IssueCode, string | null, string, Partial<Maze>][] = [
  ['IP_COLLISION', 'e3', 'Give it 10.0.1.4', edge('e3', { ip: '10.0.1.2' })],
  ['IP_OUT_OF_SUBNET', 'e3', 'Give it 10.0.1.4', edge('e3', { ip: '10.7.7.7' })],
  ['IP_RESERVED', 'e3', 'Give it 10.0.1.4', edge('e3', { ip: '10.0.1.1' })],
  ['IP_MALFORMED', 'e3', 'Give it 10.0.1.4', edge('e3', { ip: 'ten' })],
  ['DECKY_NAME_DUP', 'd3', 'Rename to decky-d1-2', decky('d3', { name: 'decky-d1' })],
  ['NAME_MALFORMED', 'd3', 'Rename to web-server', decky('d3', { name: 'Web Server' })],
  ['LAN_NAME_DUP', 'l2', 'Rename to lan-02', lan('l2', { name: 'lan-01' })],
  ['SUBNET_OVERLAP', 'l2', 'Give it 10.0.2.0/24', lan('l2', { subnet: '10.0.1.0/24' })],
  ['DMZ_MISSING', null, 'Make lan-00 the DMZ', lan('l0', { isDmz: false })],
  ['DMZ_MULTIPLE', 'l0', 'Keep lan-00 as the only DMZ', lan('l1', { isDmz: true })],
  ['DMZ_ORPHAN', 'l2', 'Bridge it to lan-00 by decky-d2', only(['l0', 'l2'], ['e0', 'e2'])],
  ['DECKY_ORPHAN', 'd1', 'Put it into lan-00 at 10.0.0.3', { ...only(['l0'], ['e0']), deckies: base.deckies.slice(0, 2) }],
  ['GATEWAY_NOT_IN_DMZ', 'd1', 'Do not publish decky-d1', decky('d1', { isGateway: true })],
  ['SERVICE_CFG_UNDECLARED', 'd1', 'Forget what is set for http', decky('d1', { serviceConfig: { http: { title: 'x' } } })],
  ['SERVICE_CFG_INVALID', 'd1', 'Clear user of ssh', decky('d1', { serviceConfig: { ssh: { user: 'no user!' } } })],
];

const same = (a: Issue) => (b: Issue): boolean => a.code === b.code && a.target.id === b.target.id && a.target.field === b.target.field;

describe('quick fixes', () => {
  it.each(BROKEN)('%s of %s: %s', (code, target, label, part) => {
    const maze: Maze = { ...base, ...part };
    const issue = validate(maze).find((one) => one.code === code && one.target.id === target);
    expect(issue).toBeDefined();
    const fix = fixOf(issue!, maze, CONTEXT)!;
    expect(fix.label).toBe(label);
    const { maze: after } = applyOps(maze, fix.ops, CONTEXT);
    expect(validate(after).some(same(issue!))).toBe(false);
    const errors = (one: Maze): number => validate(one).filter(({ severity }) => severity === 'error').length;
    expect(errors(after)).toBeLessThan(errors(maze));
  });

  it('leaves to the user what has two answers', () => {
    const twoWays: Maze = { ...base, edges: base.edges.filter(({ id }) => id !== 'e2b') };
    const orphan = validate(twoWays).find(({ code }) => code === 'DMZ_ORPHAN')!;
    expect(fixOf(orphan, twoWays, CONTEXT)).toBeNull();
  });

  it('offers nothing when nothing is left to give', () => {
    const full: Maze = { ...base, ...lan('l1', { subnet: '10.0.1.0/30' }), ...edge('e3', { ip: '10.0.1.2' }) };
    expect(fixOf(validate(full).find(({ code }) => code === 'IP_COLLISION')!, full, CONTEXT)).toBeNull();
  });
});
