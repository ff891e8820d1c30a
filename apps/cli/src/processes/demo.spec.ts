import { randomUUID } from 'node:crypto';
import type { TopologyResponse } from '@decnet/contract';
import { applyOps, DEFAULT_SUBNET_BASE, generateMaze, generatorParameters, SERVICES, validate, type Maze, type OpContext } from '@decnet/domain';
import { demoGuide } from './demo-guide.js';
import { DEMO_PARAMETERS, DEMO_SIGN_IN, demoOps } from './demo-maze.js';

const context: OpContext = { newId: randomUUID, takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE };

function demoMaze(): Maze {
  const { name: _name, ...parameters } = DEMO_PARAMETERS;
  const maze = generateMaze(generatorParameters(parameters), context);
  return applyOps(maze, demoOps(maze as unknown as TopologyResponse, SERVICES), context).maze;
}

describe('the maze of the demo', () => {
  it('has one DMZ, five LANs and at least fifteen deckies, some of them bridges', () => {
    const { lans, deckies, edges } = demoMaze();
    expect(lans.filter(({ isDmz }) => isDmz)).toHaveLength(1);
    expect(lans.filter(({ isDmz }) => !isDmz)).toHaveLength(5);
    expect(deckies.length).toBeGreaterThanOrEqual(15);
    expect(edges.length).toBeGreaterThan(deckies.length + 5);
  });

  it('runs every service of the catalogue, also when the catalogue has grown', () => {
    const runs = (maze: Maze, slug: string): boolean => maze.deckies.some(({ services }) => services.includes(slug));
    const maze = demoMaze();
    expect(SERVICES.filter(({ slug }) => !runs(maze, slug))).toEqual([]);
    const added = { slug: 'gopher', displayName: 'Gopher', description: 'x', ports: [{ port: 70, protocol: 'tcp' as const }], config: [] };
    const ops = demoOps(maze as unknown as TopologyResponse, [...SERVICES, added]);
    expect(ops.filter((op) => op.op === 'update_decky' && op.patch.services?.includes('gopher'))).toHaveLength(1);
  });

  it('never puts two services of one port on one decky', () => {
    const maze = demoMaze();
    const twin = { slug: 'gopher', displayName: 'Gopher', description: 'x', ports: [{ port: 22, protocol: 'tcp' as const }], config: [] };
    const [op] = demoOps(maze as unknown as TopologyResponse, [...SERVICES, twin]);
    expect(op).toMatchObject({ op: 'update_decky', patch: { services: expect.not.arrayContaining(['ssh']) } });
  });

  it('lets one known user in at the gateway, and breaks no rule', () => {
    const maze = demoMaze();
    expect(maze.deckies.find(({ isGateway }) => isGateway)?.serviceConfig['ssh']).toEqual(DEMO_SIGN_IN);
    expect(validate(maze).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('what the demo says', () => {
  const endpoint = { lan: 'lan-00', address: '127.16.0.2', protocol: 'tcp' };
  const maze = {
    id: 'm', lanCount: 6, deckyCount: 23,
    deckies: [
      { name: 'decky-002', archetype: 'web-server', isGateway: false, endpoints: [{ ...endpoint, address: '127.16.1.9', service: 'http', port: 80 }] },
      { name: 'decky-001', archetype: 'linux-server', isGateway: true, endpoints: [{ ...endpoint, service: 'ssh', port: 20022 }, { ...endpoint, service: 'http', port: 80 }] },
    ],
  } as unknown as TopologyResponse;

  it('are lines that reach the gateway where it really listens', () => {
    const text = demoGuide({ url: 'http://127.0.0.1:8000', maze, password: 'pw' });
    expect(text).toMatch(new RegExp(`ssh .*-p 20022 ${DEMO_SIGN_IN.user}@127\\.16\\.0\\.2`));
    expect(text).toContain('curl -i http://127.16.0.2/');
    expect(text).toContain('admin / pw');
    expect(text).toContain('http://127.0.0.1:8000/mazes/m');
  });

  it('is no password that it does not know', () => {
    expect(demoGuide({ url: 'u', maze, password: null })).toContain('as you did before');
  });
});
