import { applyOps, validate, type Maze, type OpContext } from '@decnet/domain';
import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { movedBy, renumber } from './renumber';

const CONTEXT: OpContext = { newId: () => crypto.randomUUID(), takenRanges: [], subnetBase: '10.0.0.0/8' };
const maze = aMaze() as unknown as Maze;
const lan = maze.lans[1]!;
const become = (subnet: string): Maze => applyOps(maze, renumber(maze, lan, subnet), CONTEXT).maze;
const addresses = ({ edges }: Maze): string[] => edges.filter(({ lanId }) => lanId === lan.id).map(({ ip }) => ip).sort();

describe('another subnet for a LAN in which deckies stand', () => {
  it('takes everybody along, to the same place, with the same homes and edges', () => {
    const after = become('10.9.9.0/24');
    expect(addresses(after)).toEqual(['10.9.9.2', '10.9.9.3', '10.9.9.4']);
    const facts = ({ edges }: Maze): string[] => edges.map(({ id, deckyId, lanId, isHome }) => `${id} ${deckyId} ${lanId} ${isHome}`).sort();
    expect(facts(after)).toEqual(facts(maze));
    expect(validate(after).filter(({ severity }) => severity === 'error')).toEqual(validate(maze).filter(({ severity }) => severity === 'error'));
  });

  it('moves nobody who fits already', () => {
    expect(movedBy(maze, lan, '10.0.1.0/25')).toBe(0);
    expect(renumber(maze, lan, '10.0.1.0/25')).toHaveLength(1);
  });

  it('finds another place for whoever stood too far up', () => {
    const far: Maze = { ...maze, edges: maze.edges.map((edge) => (edge.id === 'e3' ? { ...edge, ip: '10.0.1.200' } : edge)) };
    const after = applyOps(far, renumber(far, lan, '10.9.9.0/28'), CONTEXT).maze;
    expect(addresses(after)).toEqual(['10.9.9.2', '10.9.9.3', '10.9.9.4']);
  });

  it('says so when the new one is too small', () => {
    const small: Maze = { ...maze, edges: [...maze.edges, ...[5, 6, 7, 8].map((n) => ({ id: `x${n}`, deckyId: `x${n}`, lanId: lan.id, ip: `10.0.1.${n}`, isHome: true }))] };
    expect(() => renumber(small, lan, '10.9.9.0/29')).toThrow('no free address is left in 10.9.9.0/29');
  });
});
