import type { TopologyResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import type { ApiClient } from './api-client.js';

/** A draft that can be deployed, and one part of each kind that can be changed and removed. */
export interface SampleMaze {
  id: string;
  name: string;
  version: number;
  /** The LAN behind the DMZ. */
  lanId: string;
  /** The decky that is at home in the DMZ and also stands in the LAN. */
  deckyId: string;
  /** That decky's place in the LAN. */
  edgeId: string;
}

const OPS: Op[] = [
  { op: 'add_lan', name: 'inner' },
  { op: 'attach_decky', decky: 'gateway', lan: 'inner' },
  { op: 'add_decky', name: 'leaf', lan: 'dmz', services: ['ssh'] },
  { op: 'attach_decky', decky: 'leaf', lan: 'inner' },
];

let made = 0;

export async function sampleMaze(admin: ApiClient): Promise<SampleMaze> {
  const { id, name } = await admin.maze('/topologies/blank', { name: `sample ${(made += 1)}` });
  const { status } = await admin.post(`/topologies/${id}/edits`, { ops: OPS });
  if (status !== 200) throw new Error(`the edits of ${name} were answered ${status}`);
  const { body } = await admin.get<TopologyResponse>(`/topologies/${id}`);
  const lanId = body.lans.find((lan) => lan.name === 'inner')!.id;
  const deckyId = body.deckies.find((decky) => decky.name === 'leaf')!.id;
  const edgeId = body.edges.find((edge) => edge.deckyId === deckyId && edge.lanId === lanId)!.id;
  return { id, name, version: body.version, lanId, deckyId, edgeId };
}
