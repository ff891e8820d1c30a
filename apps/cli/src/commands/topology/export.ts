import { Option } from 'commander';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { mazeId } from '../../http/lookup.js';
import { printable } from '../../output/printable.js';

export const addExport: AddCommand = (topology, context) => {
  topology
    .command('export <maze>')
    .description('the design as a document for `topology import`')
    .addOption(new Option('--format <format>', 'of the document').choices(['yaml', 'json']).default('yaml'))
    .action(async (name: string, { format }: { format: string }, command) => {
      const client = api(context, command);
      const wanted = wantsJson(command) ? 'json' : format;
      const document = await client.text(`/topologies/${await mazeId(client, name)}/export`, { query: { format: wanted } });
      context.io.out(printable(document.trimEnd()));
    });
};
