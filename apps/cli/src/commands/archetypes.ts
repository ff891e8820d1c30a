import type { ArchetypeDefinition } from '@decnet/domain';
import { wantsJson, type AddCommand } from '../context.js';
import { print } from '../output/print.js';
import { table } from '../output/table.js';
import { catalogue } from './catalog.js';

function describe(archetypes: readonly ArchetypeDefinition[]): string {
  const rows = archetypes.map(({ slug, displayName, os, services, description }) => [slug, displayName, os, services.join(' '), description]);
  return table(['ARCHETYPE', 'NAME', 'SYSTEM', 'SERVICES', 'WHAT'], rows);
}

export const addArchetypes: AddCommand = (program, context) => {
  program
    .command('archetypes')
    .description('machines that a decky can pretend to be')
    .action(async (_options, command) => {
      const archetypes = await catalogue(context, command, '/topologies/archetypes', async () => (await import('@decnet/domain')).ARCHETYPES);
      print(context.io, wantsJson(command), archetypes, () => describe(archetypes));
    });
};
