import type { Decky, Edge, Lan, Maze } from '../topology/types.js';
import { ISSUE_CODES, type IssueCode } from './issue.js';
import { NO_CONTEXT, type ValidationContext } from './rule.js';
import { validate } from './validate.js';

const lan = (id: string, subnet: string, more: Partial<Lan> = {}): Lan => ({ id, name: id, subnet, isDmz: false, x: null, y: null, width: null, height: null, ...more });
const decky = (id: string, more: Partial<Decky> = {}): Decky => ({ id, name: id, archetype: 'linux-server', services: ['ssh'], serviceConfig: {}, isGateway: false, forwardsL3: false, x: null, y: null, ...more });
const edge = (deckyId: string, lanId: string, ip: string, isHome = true): Edge => ({ id: `${deckyId}@${lanId}`, deckyId, lanId, ip, isHome });

/** A DMZ with a gateway that bridges to an inner LAN: nothing wrong with it. */
const sound: Maze = {
  lans: [lan('dmz', '10.0.0.0/24', { isDmz: true }), lan('inner', '10.0.1.0/24')],
  deckies: [decky('gate', { isGateway: true, forwardsL3: true }), decky('leaf')],
  edges: [edge('gate', 'dmz', '10.0.0.2'), edge('gate', 'inner', '10.0.1.2', false), edge('leaf', 'inner', '10.0.1.3')],
};
const withLan = (id: string, more: Partial<Lan>): Maze => ({ ...sound, lans: sound.lans.map((row) => (row.id === id ? { ...row, ...more } : row)) });
const withDecky = (id: string, more: Partial<Decky>): Maze => ({ ...sound, deckies: sound.deckies.map((row) => (row.id === id ? { ...row, ...more } : row)) });
const withEdge = (id: string, more: Partial<Edge>): Maze => ({ ...sound, edges: sound.edges.map((row) => (row.id === id ? { ...row, ...more } : row)) });
const owned = (first: number, last: number) => [{ owner: 'another maze', first, last }];
const crowd: Maze = {
  lans: [lan('dmz', '10.0.0.0/29', { isDmz: true })],
  deckies: [1, 2, 3, 4, 5].map((n) => decky(`d${n}`)),
  edges: [1, 2, 3, 4, 5].map((n) => edge(`d${n}`, 'dmz', `10.0.0.${n + 1}`)),
};

const cases: [IssueCode, string | null, Maze, ValidationContext?][] = [
  ['DMZ_MISSING', null, withLan('dmz', { isDmz: false })],
  ['DMZ_MULTIPLE', 'inner', withLan('inner', { isDmz: true })],
  ['DMZ_ORPHAN', 'inner', { ...sound, edges: sound.edges.filter(({ id }) => id !== 'gate@inner') }],
  ['DECKY_ORPHAN', 'leaf', { ...sound, edges: sound.edges.filter(({ deckyId }) => deckyId !== 'leaf') }],
  ['LAN_NAME_DUP', 'inner', withLan('inner', { name: 'dmz' })],
  ['DECKY_NAME_DUP', 'leaf', withDecky('leaf', { name: 'gate' })],
  ['NAME_MALFORMED', 'leaf', withDecky('leaf', { name: '-leaf' })],
  ['IP_MALFORMED', 'leaf@inner', withEdge('leaf@inner', { ip: '10.0.1.03' })],
  ['IP_OUT_OF_SUBNET', 'leaf@inner', withEdge('leaf@inner', { ip: '10.0.2.3' })],
  ['IP_RESERVED', 'leaf@inner', withEdge('leaf@inner', { ip: '10.0.1.0' })],
  ['IP_COLLISION', 'leaf@inner', withEdge('leaf@inner', { ip: '10.0.1.2' })],
  ['SUBNET_MALFORMED', 'inner', withLan('inner', { subnet: '10.0.1.0/30' })],
  ['SUBNET_OVERLAP', 'inner', withLan('inner', { subnet: '10.0.0.0/23' })],
  ['SUBNET_TAKEN', 'inner', sound, { ...NO_CONTEXT, claimedRanges: owned(0x0a0001ff, 0x0a0002ff) }],
  ['SUBNET_TAKEN', 'dmz', sound, { ...NO_CONTEXT, hostRoutes: owned(0x0a000000, 0x0affffff) }],
  ['UNKNOWN_SERVICE', 'leaf', withDecky('leaf', { services: ['finger'] })],
  ['SERVICE_CFG_UNDECLARED', 'leaf', withDecky('leaf', { serviceConfig: { http: {} } })],
  ['SERVICE_CFG_INVALID', 'leaf', withDecky('leaf', { serviceConfig: { ssh: { password: 7 as never } } })],
  ['PORT_CONFLICT', 'leaf', { ...withDecky('leaf', { isGateway: true }), edges: [...sound.edges] }],
  ['GATEWAY_NOT_IN_DMZ', 'leaf', withDecky('leaf', { isGateway: true, services: [] })],
  ['PORT_IN_USE', 'gate', sound, { ...NO_CONTEXT, usedPorts: [{ port: 22, protocol: 'tcp' }] }],
  ['IMPLAUSIBLE_MIX', 'leaf', withDecky('leaf', { archetype: 'printer' })],
  ['LAN_TOO_FULL', 'dmz', crowd],
];

describe('validate', () => {
  it('finds nothing wrong with a sound maze', () => {
    expect(validate(sound)).toEqual([]);
  });

  it.each(cases.map(([code, id, maze, context = NO_CONTEXT]) => [code, id, maze, context] as const))('%s points at %s', (code, id, maze, context) => {
    expect(validate(maze, context)).toContainEqual(expect.objectContaining({ code, target: expect.objectContaining({ id }) }));
  });

  it('has a case for every code', () => {
    expect([...new Set(cases.map(([code]) => code))].sort()).toEqual([...ISSUE_CODES].sort());
  });

  it('warns where no rule is broken, and only there', () => {
    const severities = new Map(cases.flatMap(([, , maze, context]) => validate(maze, context)).map(({ code, severity }) => [code, severity]));
    expect([...severities].filter(([, severity]) => severity === 'warning').map(([code]) => code).sort()).toEqual(['IMPLAUSIBLE_MIX', 'LAN_TOO_FULL', 'PORT_IN_USE']);
  });

  it('finds a subnet inside a larger one that began long before', () => {
    const maze = { ...sound, lans: [...sound.lans, lan('wide', '10.1.0.0/16'), lan('mid', '10.1.1.0/24'), lan('late', '10.1.200.0/24')] };
    const overlapping = validate(maze).filter(({ code }) => code === 'SUBNET_OVERLAP').map(({ target }) => target.id);
    expect(overlapping.sort()).toEqual(['late', 'mid', 'wide']);
  });

  it('finds a claimed range inside which other, shorter ones lie', () => {
    const claimedRanges = [{ owner: 'wide', first: 0x0a000000, last: 0x0a00ffff }, { owner: 'short', first: 0x0a000001, last: 0x0a000002 }];
    const taken = validate(sound, { ...NO_CONTEXT, claimedRanges }).filter(({ code }) => code === 'SUBNET_TAKEN').map(({ target }) => target.id);
    expect(taken.sort()).toEqual(['dmz', 'inner']);
  });
});
