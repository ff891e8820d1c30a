import type { JournalMessage, MutationEndPayload, MutationResponse, MutationStartPayload } from '@decnet/contract';
import { OPEN_MUTATION_STATES, type MutationState } from '@decnet/domain';
import type { ById } from './mazeState';

/** A mutation as the page knows it. Null is what only a row would have told that was not seen. */
export interface KnownMutation extends Pick<MutationResponse, 'id' | 'seq' | 'op' | 'resolvedOp' | 'state' | 'finishedAt' | 'reason'> {
  payload: MutationResponse['payload'] | null;
  requestedBy: string | null;
  requestedAt: string | null;
}

export interface QueueState {
  byId: ById<KnownMutation>;
  /** Those that failed while the page was open and that nobody has looked at, oldest first. */
  unseen: readonly string[];
  /** The newest stage that was told. */
  latest: { seq: number; id: string } | null;
  /** Of the ended ones only the newest are kept: up to this seq they were dropped, and the server has them. */
  droppedTo: number;
}

export const EMPTY_QUEUE: QueueState = { byId: {}, unseen: [], latest: null, droppedTo: 0 };

/** So many ended ones are kept at most; then half of them go. */
export const ENDED_LIMIT = 1_000;

const RANK: Record<MutationState, number> = { pending: 0, applying: 1, applied: 2, failed: 2 };

export function isOpen({ state }: Pick<KnownMutation, 'state'>): boolean {
  return OPEN_MUTATION_STATES.includes(state);
}

/** Both say something about one mutation, in any order: the further one has the state, and what one does not know the other may. */
export function joined(a: KnownMutation, b: KnownMutation): KnownMutation {
  const further = RANK[b.state] > RANK[a.state] ? b : a;
  return {
    ...further,
    seq: Math.min(a.seq, b.seq),
    payload: a.payload ?? b.payload,
    resolvedOp: a.resolvedOp ?? b.resolvedOp,
    requestedBy: a.requestedBy ?? b.requestedBy,
    requestedAt: a.requestedAt ?? b.requestedAt,
  };
}

/** A failure that somebody asked for is no news. */
export function isCancelled({ state, reason }: Pick<KnownMutation, 'state' | 'reason'>): boolean {
  return state === 'failed' && /^CANCELLED\b/.test(reason ?? '');
}

function withinLimit(state: QueueState): QueueState {
  const ended = Object.values(state.byId).filter((mutation) => !isOpen(mutation));
  if (ended.length <= ENDED_LIMIT) return state;
  const oldest = ended.sort((a, b) => a.seq - b.seq).slice(0, ENDED_LIMIT / 2);
  const gone = new Set(oldest.map(({ id }) => id));
  return {
    ...state,
    byId: Object.fromEntries(Object.entries(state.byId).filter(([id]) => !gone.has(id))),
    unseen: state.unseen.filter((id) => !gone.has(id)),
    droppedTo: Math.max(state.droppedTo, ...oldest.map(({ seq }) => seq)),
  };
}

/** One more thing known about a mutation: from a row of the stream, or from an answer of the server. */
export function takeMutation(state: QueueState, said: KnownMutation): QueueState {
  const before = state.byId[said.id];
  const now = before === undefined ? said : joined(before, said);
  const failedNow = now.state === 'failed' && before?.state !== 'failed' && !isCancelled(now);
  const next = { ...state, byId: { ...state.byId, [said.id]: now }, unseen: failedNow ? [...state.unseen, said.id] : state.unseen };
  return isOpen(now) ? next : withinLimit(next);
}

const STAGES: Readonly<Record<string, MutationState>> = {
  'mutation.enqueued': 'pending', 'mutation.applying': 'applying', 'mutation.applied': 'applied', 'mutation.failed': 'failed',
};

function saidBy({ type, seq, payload, actor, at }: JournalMessage, state: MutationState): KnownMutation {
  const unknown = { seq, state, payload: null, resolvedOp: null, requestedBy: null, requestedAt: null, finishedAt: null, reason: null };
  if (state === 'applied' || state === 'failed') {
    const { mutationId, op, reason } = payload as unknown as MutationEndPayload;
    return { ...unknown, id: mutationId, op, finishedAt: at, reason };
  }
  const { mutationId, op } = payload as unknown as MutationStartPayload;
  return { ...unknown, id: mutationId, op: op.op, ...(type === 'mutation.enqueued' ? { payload: op, requestedBy: actor, requestedAt: at } : { resolvedOp: op }) };
}

/** One row of the journal; rows may come twice and in any order. Those of other types change nothing. */
export function applyStage(state: QueueState, row: JournalMessage): QueueState {
  const stage = STAGES[row.type];
  if (stage === undefined) return state;
  const said = saidBy(row, stage);
  return { ...takeMutation(state, said), latest: row.seq > (state.latest?.seq ?? 0) ? { seq: row.seq, id: said.id } : state.latest };
}

/** A snapshot has all that are open. One that was open here and is not there has ended unheard: only the server knows how. */
export function takeOpen(state: QueueState, open: readonly MutationResponse[]): QueueState {
  const ended = Object.entries(state.byId).filter(([, mutation]) => !isOpen(mutation));
  const now = open.map((said): [string, KnownMutation] => {
    const before = state.byId[said.id];
    return [said.id, before === undefined ? said : joined(before, said)];
  });
  return { ...state, byId: Object.fromEntries([...ended, ...now]) };
}

/** Somebody has looked at what failed. */
export function markSeen(state: QueueState): QueueState {
  return state.unseen.length === 0 ? state : { ...state, unseen: [] };
}
