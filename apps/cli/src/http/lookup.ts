import type { DeckyResponse, TopologyResponse, TopologySummaryResponse, UserResponse } from '@decnet/contract';
import { Refused } from '../exit.js';
import type { ApiClient } from './client.js';
import { allRows } from './pages.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a maze that is named by its name or its id. */
export async function mazeId(client: ApiClient, nameOrId: string): Promise<string> {
  if (UUID.test(nameOrId)) return nameOrId;
  const found = (await allRows<TopologySummaryResponse>(client, '/topologies', { q: nameOrId })).find(({ name }) => name === nameOrId);
  if (!found) throw new Refused(`there is no maze called ${nameOrId}`);
  return found.id;
}

export async function maze(client: ApiClient, nameOrId: string): Promise<TopologyResponse> {
  return client.get<TopologyResponse>(`/topologies/${await mazeId(client, nameOrId)}`);
}

export async function user(client: ApiClient, nameOrId: string): Promise<UserResponse> {
  const users = await allRows<UserResponse>(client, '/users');
  const found = users.find(({ id, username }) => username === nameOrId || id === nameOrId);
  if (!found) throw new Refused(`there is no user called ${nameOrId}`);
  return found;
}

/** A decky of that maze by its name or its id. */
export function deckyOf({ name: mazeName, deckies }: TopologyResponse, nameOrId: string): DeckyResponse {
  const found = deckies.find(({ id, name }) => name === nameOrId || id === nameOrId);
  if (!found) throw new Refused(`the maze ${mazeName} has no decky called ${nameOrId}`);
  return found;
}
