import type { MutationListResponse, MutationResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { Refused } from '../../exit.js';
import type { ApiClient } from '../../http/client.js';
import { mazeId } from '../../http/lookup.js';
import { print } from '../../output/print.js';

/** The id of a mutation that is named by its id or its number. */
async function mutationId(client: ApiClient, topologyId: string, name: string, idOrNumber: string): Promise<string> {
  if (!/^\d+$/.test(idOrNumber)) return idOrNumber;
  const page = await client.get<MutationListResponse>(`/topologies/${topologyId}/mutations`, { before: Number(idOrNumber) + 1, limit: 1 });
  const found = page.data.find(({ seq }) => seq === Number(idOrNumber));
  if (!found) throw new Refused(`${name} has no mutation with the number ${idOrNumber}`);
  return found.id;
}

export const addCancel: AddCommand = (topology, context) => {
  topology
    .command('cancel <maze> <mutation>')
    .description('take a mutation that waits, named by its number or its id, out of the queue')
    .action(async (name: string, mutation: string, _options, command) => {
      const client = api(context, command);
      const topologyId = await mazeId(client, name);
      const id = await mutationId(client, topologyId, name, mutation);
      const cancelled = await client.json<MutationResponse>(`/topologies/${topologyId}/mutations/${encodeURIComponent(id)}`, { method: 'DELETE' });
      print(context.io, wantsJson(command), cancelled, () => `${cancelled.seq} ${cancelled.op} is cancelled`);
    });
};
