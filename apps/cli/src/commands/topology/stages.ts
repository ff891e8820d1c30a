import type { EnqueuedMutationResponse, JournalMessage, MutationEndPayload, MutationListResponse, MutationResponse, MutationStartPayload } from '@decnet/contract';
import type { ApiClient } from '../../http/client.js';
import { follow } from '../../http/follow.js';

export type MutationState = EnqueuedMutationResponse['state'];

/** The contract's list, which cannot be loaded here; a state that it gains is missed by the compiler. */
const ENDS: Readonly<Record<MutationState, boolean>> = { pending: false, applying: false, applied: true, failed: true };

export const STATE_NAMES = Object.keys(ENDS) as MutationState[];
export const hasEnded = (state: MutationState): boolean => ENDS[state];

/** One mutation reaches one state. */
export interface Stage {
  id: string;
  op: string;
  state: MutationState;
  reason: string | null;
  at: string;
}

const STATES: Readonly<Record<string, MutationState>> = { enqueued: 'pending', applying: 'applying', applied: 'applied', failed: 'failed' };

function stageIn(event: string, data: string): Stage | null {
  const [kind, what = ''] = event.split('.');
  const state = kind === 'mutation' ? STATES[what] : undefined;
  if (state === undefined) return null;
  const { payload, at } = JSON.parse(data) as JournalMessage;
  const { mutationId, op, reason } = payload as unknown as MutationEndPayload | (MutationStartPayload & { reason: undefined });
  return { id: mutationId, op: typeof op === 'string' ? op : op.op, state, reason: reason ?? null, at };
}

const stageOf = ({ id, op, state, reason, finishedAt, requestedAt }: MutationResponse): Stage => ({ id, op, state, reason, at: finishedAt ?? requestedAt });

/** Where all mutations from this number on stand, oldest first. */
async function standing(client: ApiClient, topologyId: string, from: number): Promise<Stage[]> {
  const found: MutationResponse[] = [];
  for (let before: number | null | undefined; before === undefined || (before !== null && before > from);) {
    const page: MutationListResponse = await client.get(`/topologies/${topologyId}/mutations`, { limit: 500, before });
    found.push(...page.data.filter(({ seq }) => seq >= from));
    before = page.nextBefore;
  }
  return found.reverse().map(stageOf);
}

/** The queue of a maze as it moves. @param from the number of a row of the journal, such as that of a mutation: begins there */
export async function* stages(client: ApiClient, topologyId: string, from: number, signal: AbortSignal): AsyncGenerator<Stage> {
  for await (const { event, data } of follow(client, `/topologies/${topologyId}/events`, { signal, lastEventId: String(from - 1) })) {
    // Rows were missed that are not to be had any more: what they led to is.
    if (event === 'snapshot') yield* await standing(client, topologyId, from);
    const stage = stageIn(event, data);
    if (stage) yield stage;
  }
}
