import type { TopologyResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { readDocument } from '../../input.js';
import { print } from '../../output/print.js';
import { createdLine } from './show.js';

export const addImport: AddCommand = (topology, context) => {
  topology
    .command('import <file>')
    .description('a new draft from an exported document, YAML or JSON; - reads standard input')
    .action(async (file: string, _options, command) => {
      const document = await readDocument(context.io, file);
      const contentType = document.trimStart().startsWith('{') ? 'application/json' : 'application/yaml';
      const maze = await api(context, command).json<TopologyResponse>('/topologies/import', { method: 'POST', body: document, contentType });
      print(context.io, wantsJson(command), maze, () => createdLine(maze));
    });
};
