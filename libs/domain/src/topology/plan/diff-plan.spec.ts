import fc from 'fast-check';
import { mazeArbitrary, sketchMaze, type DeckySketch } from '../../../test/sketch-maze.js';
import type { Maze } from '../types.js';
import { diffPlan } from './diff-plan.js';
import { planDeployment } from './plan-deployment.js';
import { plannedResources } from './planned-resources.js';
import type { ObservedResource, PlanStep } from './types.js';

const LANS = ['dmz', 'office'];
const DECKIES: Record<string, DeckySketch> = { gate: { lans: ['dmz'] }, bridge: { lans: ['office', 'dmz'], services: [] }, pc: { lans: ['office'] } };
const MAZE = sketchMaze(LANS, DECKIES);

function runs(maze: Maze): ObservedResource[] {
  return plannedResources(planDeployment('t', maze));
}

function steps(before: Maze, after: Maze): string[] {
  return diffPlan(runs(before), planDeployment('t', after)).map(line);
}

function line({ action, kind, key, reason }: PlanStep): string {
  return `${action} ${kind} ${key}: ${reason}`;
}

const EMPTY: Maze = { lans: [], deckies: [], edges: [] };

// Guards: what the review shows before a deploy, and the order in which engines take steps.
describe('diffPlan', () => {
  test('makes everything from the DMZ outward', () => {
    expect(steps(EMPTY, MAZE)).toEqual([
      'create network lan:dmz: new', 'create network lan:office: new',
      'create decky decky:bridge: new',
      'create decky decky:gate: new', 'create service decky:gate/ssh: new',
      'create decky decky:pc: new', 'create service decky:pc/ssh: new',
    ]);
  });

  test('removes everything leaf first, services before their decky, networks last', () => {
    expect(steps(MAZE, EMPTY)).toEqual([
      'remove service decky:pc/ssh: no longer wanted', 'remove decky decky:pc: no longer wanted',
      'remove service decky:gate/ssh: no longer wanted', 'remove decky decky:gate: no longer wanted',
      'remove decky decky:bridge: no longer wanted',
      'remove network lan:office: no longer wanted', 'remove network lan:dmz: no longer wanted',
    ]);
  });

  test('frees what a newcomer is to get before it comes', () => {
    const renamed = sketchMaze(LANS, { gate: DECKIES['gate']!, bridge: DECKIES['bridge']!, tv: { lans: ['office'] } });
    expect(steps(MAZE, renamed)).toEqual([
      'remove service decky:pc/ssh: no longer wanted', 'remove decky decky:pc: no longer wanted',
      'create decky decky:tv: new', 'create service decky:tv/ssh: new',
    ]);
  });

  const bridge = (patch: Partial<DeckySketch>): Maze => sketchMaze(LANS, { ...DECKIES, bridge: { ...DECKIES['bridge']!, ...patch } });
  const gate = (patch: Partial<DeckySketch>): Maze => sketchMaze(LANS, { ...DECKIES, gate: { ...DECKIES['gate']!, ...patch } });
  const at = (ip: string): Maze => ({ ...MAZE, edges: MAZE.edges.map((edge) => (edge.id === 'E-pc-office' ? { ...edge, ip } : edge)) });
  const reasons: [string, Maze, Maze, string[]][] = [
    ['an address', MAZE, at('10.0.1.9'), ['update decky decky:pc: address changed 10.0.1.4 -> 10.0.1.9']],
    ['an archetype', MAZE, gate({ archetype: 'printer' }), ['update decky decky:gate: archetype changed linux-server -> printer']],
    ['publishing', MAZE, gate({ isGateway: true }), ['update decky decky:gate: published ports changed none -> 22/tcp']],
    ['one LAN less', MAZE, bridge({ lans: ['office'] }), ['update decky decky:bridge: no longer in dmz']],
    ['one LAN more', bridge({ lans: ['office'] }), MAZE, ['update decky decky:bridge: now in dmz as 10.0.0.3']],
    ['the home', MAZE, bridge({ lans: ['dmz', 'office'] }), ['update decky decky:bridge: home changed office -> dmz']],
    ['a configuration', MAZE, gate({ serviceConfig: { ssh: { password: 'secret' } } }), ['update service decky:gate/ssh: configuration changed']],
    ['a service', MAZE, gate({ services: ['http'] }), ['remove service decky:gate/ssh: no longer wanted', 'create service decky:gate/http: new']],
    ['forwarding', MAZE, bridge({ forwardsL3: true }), [
      'update decky decky:bridge: forwarding switched on', 'update decky decky:gate: routes changed', 'update decky decky:pc: routes changed',
    ]],
    ['a subnet', MAZE, { ...MAZE, lans: MAZE.lans.map((lan) => (lan.name === 'dmz' ? { ...lan, subnet: '10.0.0.0/25' } : lan)) }, ['update network lan:dmz: subnet changed 10.0.0.0/24 -> 10.0.0.0/25']],
    ['the DMZ', MAZE, { ...MAZE, lans: MAZE.lans.map((lan) => ({ ...lan, isDmz: !lan.isDmz })) }, ['update network lan:dmz: no longer the DMZ', 'update network lan:office: now the DMZ']],
  ];
  test.each(reasons)('says why when %s changes', (_, before, after, expected) => {
    expect(steps(before, after)).toEqual(expected);
  });

  test('says so when something is there and does not run, and when the engine tells no more than a hash', () => {
    const observed = runs(MAZE).map(({ key, specHash }) => ({ key, specHash, running: key !== 'decky:pc/ssh' }));
    expect(diffPlan(observed, planDeployment('t', MAZE)).map(line)).toEqual(['restart service decky:pc/ssh: is not running']);
    expect(diffPlan(observed, planDeployment('t', at('10.0.1.9'))).map(line)).toContain('update decky decky:pc: specification changed');
  });

  test('keeps a secret out of every reason', () => {
    const told = JSON.stringify([...runs(gate({ serviceConfig: { ssh: { password: 'hunter2' } } })), ...steps(MAZE, gate({ serviceConfig: { ssh: { password: 'hunter2' } } }))]);
    expect(told).not.toContain('hunter2');
  });

  test('is empty exactly when what runs is what is planned, and names no part twice', () => {
    fc.assert(fc.property(mazeArbitrary, mazeArbitrary, (before, after) => {
      expect(diffPlan(runs(after), planDeployment('t', after))).toEqual([]);
      const keys = diffPlan(runs(before), planDeployment('t', after)).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      const wanted = new Map(runs(after).map(({ key, specHash }) => [key, specHash]));
      const there = new Map(runs(before).map(({ key, specHash }) => [key, specHash]));
      const differing = [...new Set([...wanted.keys(), ...there.keys()])].filter((key) => wanted.get(key) !== there.get(key));
      expect(keys.sort()).toEqual(differing.sort());
    }), { numRuns: 30 });
  });
});
