import type { TopologyResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { createdLine } from './show.js';

export const addClone: AddCommand = (topology, context) => {
  topology
    .command('clone <maze>')
    .description('a new draft of the same design, whatever became of the maze')
    .option('--name <name>', 'what to call it')
    .action(async (name: string, options: { name?: string }, command) => {
      const client = api(context, command);
      const maze = await client.post<TopologyResponse>(`/topologies/${await mazeId(client, name)}/clone`, { name: options.name });
      print(context.io, wantsJson(command), maze, () => createdLine(maze));
    });
};
