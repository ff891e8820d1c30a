import fc from 'fast-check';
import { counting, mazeArbitrary } from '../../test/sketch-maze.js';
import { NO_CONTEXT } from '../validation/rule.js';
import { validate } from '../validation/index.js';
import { blankMaze } from './blank-maze.js';
import { copyMaze } from './copy-maze.js';
import { mazeHash } from './hash.js';

// Guards: a maze drawn by hand begins deployable, in a range that nobody has.
test('blankMaze is a DMZ with a gateway that answers to ssh', () => {
  const maze = blankMaze(counting({ takenRanges: [[0xac100000, 0xac1000ff]] }));
  expect(maze.lans).toMatchObject([{ name: 'dmz', subnet: '172.16.1.0/24', isDmz: true }]);
  expect(maze.deckies).toMatchObject([{ name: 'gateway', services: ['ssh'], isGateway: true }]);
  expect(maze.edges).toMatchObject([{ deckyId: maze.deckies[0]!.id, lanId: maze.lans[0]!.id, ip: '172.16.1.2', isHome: true }]);
  expect(validate(maze, NO_CONTEXT)).toEqual([]);
});

// Guards: a clone is a design of its own, and no row of it belongs to the original.
test('copyMaze keeps the design under ids that are all new', () => {
  fc.assert(fc.property(mazeArbitrary, (maze) => {
    let n = 0;
    const copy = copyMaze(maze, () => `new-${(n += 1)}`);
    expect(mazeHash(copy)).toBe(mazeHash(maze));
    const ids = [...copy.lans, ...copy.deckies, ...copy.edges].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(copy)).not.toContain('"id-');
    copy.deckies[0]!.services.push('changed');
    expect(maze.deckies[0]!.services).not.toContain('changed');
  }), { numRuns: 30 });
});
