import type { Context } from '../context.js';
import { createProgram } from '../program.js';
import { candidates } from './candidates.js';

const program = createProgram({} as Context, 'master');
const complete = (...words: string[]): Promise<string[]> => candidates(program, words, async () => ['demo', 'office', 'outpost']);

describe('completion of a command line', () => {
  it.each([
    ['commands', ['to'], ['topology']],
    ['commands below commands', ['topology', 'dep'], ['deploy']],
    ['names of mazes', ['topology', 'deploy', 'o'], ['office', 'outpost']],
    ['names of mazes as the value of an option', ['events', '--maze', 'd'], ['demo']],
    ['options of the command and of the program', ['topology', 'deploy', 'demo', '--d'], ['--dry-run', '--data-dir']],
    ['values of an option that has a list of them', ['users', 'add', 'ann', '--role', ''], ['viewer', 'admin']],
    ['states of mutations', ['topology', 'mutations', 'demo', '--state', 'app'], ['applying', 'applied']],
    ['no maze where an op is to be typed', ['topology', 'mutate', 'demo', ''], []],
    ['values of an argument that has a list of them', ['users', 'set-role', 'ann', 'a'], ['admin']],
    ['nothing after the last argument', ['topology', 'deploy', 'demo', 'o'], []],
    ['nothing for a value that anybody must choose', ['topology', 'generate', 'x', '--seed', ''], []],
    ['an option with a value before the command', ['--url', 'http://x', 'user'], ['users']],
  ])('offers %s', async (_what, words, expected) => {
    expect(await complete(...words)).toEqual(expected);
  });

  it('does not offer what is not meant for people', async () => {
    expect(await complete('')).not.toContain('__complete');
  });
});
