import type { Io } from '../../io.js';
import { readOps } from './read-ops.js';

const FILES: Record<string, string> = {
  'list.json': '[{"op": "remove_lan", "lan": "a"}, {"op": "remove_lan", "lan": "b"}]',
  'document.yaml': 'ops:\n  - op: add_lan\n    name: finance\n',
  'one.yaml': 'op: remove_decky\ndecky: web-1\n',
  'words.yaml': '- remove\n', 'broken.yaml': 'ops: [', 'empty.yaml': 'ops: []', 'nothing.yaml': '',
};
const io = { readFile: (path: string) => Buffer.from(FILES[path]!), readInput: async () => '{"op": "remove_lan", "lan": "typed"}' } as Io;

describe('ops of the command line', () => {
  it('are arguments, each one op', async () => {
    expect(await readOps(io, ['{"op": "add_lan"}', '{"op": "remove_lan", "lan": "a"}'], undefined)).toEqual([{ op: 'add_lan' }, { op: 'remove_lan', lan: 'a' }]);
  });

  it.each([
    ['list.json', [{ op: 'remove_lan', lan: 'a' }, { op: 'remove_lan', lan: 'b' }]],
    ['document.yaml', [{ op: 'add_lan', name: 'finance' }]],
    ['one.yaml', [{ op: 'remove_decky', decky: 'web-1' }]],
    ['-', [{ op: 'remove_lan', lan: 'typed' }]],
  ])('may stand in a document: %s', async (file, ops) => {
    expect(await readOps(io, [], file)).toEqual(ops);
  });

  it.each([
    [['{"op": "add_lan"}', '{op: add_lan}'], undefined, /^argument 2 \(\{op: add_lan\}\) is no JSON: /],
    [['[]'], undefined, /^argument 1 \(\[\]\) is no op/],
    [['null'], undefined, /^argument 1 \(null\) is no op/],
    [[], undefined, /^no op is given/],
    [['{}'], 'one.yaml', /not both/],
    [[], 'words.yaml', /^op 1 of words.yaml is no op/],
    [[], 'broken.yaml', /^broken.yaml is neither JSON nor YAML: /],
    [[], 'empty.yaml', /^empty.yaml has no ops/],
    [[], 'nothing.yaml', /^op 1 of nothing.yaml is no op/],
  ])('name what is wrong: %j, %s', async (words, file, message) => {
    await expect(readOps(io, words, file)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) });
  });
});
