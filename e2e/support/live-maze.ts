import type { EnqueuedMutationsResponse, MutationListResponse, MutationResponse, TopologyResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import type { ApiClient, Answer } from './api-client.js';
import { eventually } from './eventually.js';
import { sampleMaze } from './sample-maze.js';

/** A maze that runs: gateway and leaf, each in the DMZ and in the LAN `inner`, and solo, which stands in `inner` alone. */
export async function liveMaze(admin: ApiClient): Promise<TopologyResponse> {
  const { id } = await sampleMaze(admin);
  await admin.post(`/topologies/${id}/edits`, { ops: [{ op: 'add_decky', name: 'solo', lan: 'inner' }] });
  const { status } = await admin.post(`/topologies/${id}/deploy`);
  if (status !== 202) throw new Error(`the deploy of ${id} was answered ${status}`);
  return admin.settled(id, ['active']);
}

export function enqueue(admin: ApiClient, id: string, ops: readonly Op[], more: object = {}): Promise<Answer<EnqueuedMutationsResponse>> {
  return admin.post<EnqueuedMutationsResponse>(`/topologies/${id}/mutations`, { ops, ...more });
}

/** All mutations of a maze, oldest first. */
export async function mutationsOf(admin: ApiClient, id: string): Promise<MutationResponse[]> {
  const found: MutationResponse[] = [];
  for (let before: number | null | undefined; before !== null;) {
    const { body }: Answer<MutationListResponse> = await admin.get(`/topologies/${id}/mutations?limit=500${before === undefined ? '' : `&before=${before}`}`);
    found.push(...body.data);
    before = body.nextBefore;
  }
  return found.reverse();
}

/** Waits until nothing of the queue has anything left to do. */
export function drained(admin: ApiClient, id: string, timeoutMs = 20_000): Promise<MutationResponse[]> {
  const look = async () => {
    const all = await mutationsOf(admin, id);
    return all.every(({ state }) => state === 'applied' || state === 'failed') ? all : null;
  };
  return eventually(`the queue of ${id} is empty`, timeoutMs, look);
}
