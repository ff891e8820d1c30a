import type { DeckyResponse, TopologyResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { maze } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { facts, table } from '../../output/table.js';

/** What people read after a maze was made. */
export function createdLine({ name, id, lanCount, deckyCount, generatorConfig }: TopologyResponse): string {
  const seed = generatorConfig?.['seed'];
  return `${name}: ${lanCount} LANs, ${deckyCount} deckies${typeof seed === 'number' ? `, seed ${seed}` : ''} (${id})`;
}

function reachedAt({ endpoints, services }: DeckyResponse): string {
  if (endpoints.length === 0) return services.join(' ');
  return endpoints.map(({ service, address, port }) => `${service}=${address}:${port}`).join(' ');
}

function lanTable({ lans, edges }: TopologyResponse): string {
  const rows = lans.map(({ id, name, subnet, isDmz }) => [name, subnet, isDmz, edges.filter(({ lanId }) => lanId === id).length]);
  return table(['LAN', 'SUBNET', 'DMZ', 'DECKIES'], rows);
}

function deckyTable({ lans, deckies, edges }: TopologyResponse): string {
  const lanNames = new Map(lans.map(({ id, name }) => [id, name]));
  const rows = deckies.map((decky) => {
    const own = edges.filter(({ deckyId }) => deckyId === decky.id).sort((a, b) => Number(b.isHome) - Number(a.isHome));
    return [decky.name, decky.archetype, own.map(({ lanId, ip }) => `${lanNames.get(lanId)}:${ip}`).join(' '), decky.state, reachedAt(decky), decky.lastError];
  });
  return table(['DECKY', 'ARCHETYPE', 'ADDRESSES, HOME FIRST', 'STATE', 'SERVICES', 'ERROR'], rows);
}

function describe(topology: TopologyResponse): string {
  const { name, id, status, statusReason, version, engineHost, createdAt, createdBy, lastError } = topology;
  const head = facts([
    ['name', name], ['id', id], ['status', statusReason ? `${status}: ${statusReason}` : status], ['version', version],
    ['host', engineHost], ['created', `${createdAt} by ${createdBy}`], ['last error', lastError],
  ]);
  return [head, lanTable(topology), deckyTable(topology)].join('\n\n');
}

export const addShow: AddCommand = (topology, context) => {
  topology
    .command('show <maze>')
    .description('one maze with its LANs and deckies, and where their services are really reached')
    .action(async (name: string, _options, command) => {
      const found = await maze(api(context, command), name);
      print(context.io, wantsJson(command), found, () => describe(found));
    });
};
