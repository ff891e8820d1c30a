import { api, wantsJson, type AddCommand } from '../../context.js';
import { mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { number } from '../../parse.js';

export const addDelete: AddCommand = (topology, context) => {
  topology
    .command('delete <maze>')
    .description('forget a maze of which nothing runs')
    .option('--expected-version <n>', 'only if the maze still has this version', number)
    .action(async (name: string, { expectedVersion }: { expectedVersion?: number }, command) => {
      const client = api(context, command);
      const id = await mazeId(client, name);
      await client.json(`/topologies/${id}`, { method: 'DELETE', query: { expectedVersion } });
      print(context.io, wantsJson(command), { id, deleted: true }, () => `${name} is deleted`);
    });
};
