import type { TopologyResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand, type Context } from '../../context.js';
import { Misuse } from '../../exit.js';
import { print } from '../../output/print.js';
import { createdLine } from './show.js';

async function read({ io }: Context, file: string): Promise<string> {
  if (file === '-') return io.readInput();
  try {
    return io.readFile(file).toString('utf8');
  } catch (error) {
    throw new Misuse(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

export const addImport: AddCommand = (topology, context) => {
  topology
    .command('import <file>')
    .description('a new draft from an exported document, YAML or JSON; - reads standard input')
    .action(async (file: string, _options, command) => {
      const document = await read(context, file);
      const contentType = document.trimStart().startsWith('{') ? 'application/json' : 'application/yaml';
      const maze = await api(context, command).json<TopologyResponse>('/topologies/import', { method: 'POST', body: document, contentType });
      print(context.io, wantsJson(command), maze, () => createdLine(maze));
    });
};
