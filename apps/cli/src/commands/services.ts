import type { ServiceDefinition } from '@decnet/domain';
import { wantsJson, type AddCommand } from '../context.js';
import { Refused } from '../exit.js';
import { print } from '../output/print.js';
import { table } from '../output/table.js';
import { catalogue } from './catalog.js';

function describeAll(services: readonly ServiceDefinition[]): string {
  const rows = services.map(({ slug, displayName, ports, description }) => [slug, displayName, ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' '), description]);
  return table(['SERVICE', 'NAME', 'PORTS', 'WHAT'], rows);
}

function describeOne({ displayName, description, config }: ServiceDefinition): string {
  const rows = config.map(({ name, type, options, default: fallback, help }) => [name, options ? options.join('|') : type, fallback === undefined ? null : String(fallback), help]);
  return [`${displayName}: ${description}`, '', table(['FIELD', 'TYPE', 'DEFAULT', 'WHAT'], rows)].join('\n');
}

export const addServices: AddCommand = (program, context) => {
  program
    .command('services [service]')
    .description('services that a decky can run; with a name, what can be configured there')
    .action(async (slug: string | undefined, _options, command) => {
      const services = await catalogue(context, command, '/topologies/services', async () => (await import('@decnet/domain')).SERVICES);
      if (slug === undefined) return print(context.io, wantsJson(command), services, () => describeAll(services));
      const found = services.find((service) => service.slug === slug);
      if (!found) throw new Refused(`there is no service called ${slug}`);
      print(context.io, wantsJson(command), found, () => describeOne(found));
    });
};
