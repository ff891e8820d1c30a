import type { JournalMessage, MutationEndPayload, MutationResponse, MutationStartPayload } from '@decnet/contract';
import { OPEN_MUTATION_STATES, type MutationState } from '@decnet/domain';

/** A mutation as the page knows it. Null is what only a row would have told that was not seen. */
export interface KnownMutation extends Pick<MutationResponse, 'id' | 'seq' | 'op' | 'resolvedOp' | 'state' | 'finishedAt' | 'reason'> {
  payload: MutationResponse['payload'] | null;
  requestedBy: string | null;
  requestedAt: string | null;
}

export interface QueueState {
  byId: ReadonlyMap<string, KnownMutation>;
  /** Those that failed while the page was open and that nobody has looked at, oldest first. */
  unseen: readonly string[];
  /** The newest stage that was told. */
  latest: { seq: number; id: string } | null;
  /** Of the ended ones only the newest are kept: up to this seq they were dropped, and the server has them. */
  droppedTo: number;
}

export const EMPTY_QUEUE: QueueState = { byId: new Map(), unseen: [], latest: null, droppedTo: 0 };

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
  const ended = [...state.byId.values()].filter((mutation) => !isOpen(mutation));
  if (ended.length <= ENDED_LIMIT) return state;
  const oldest = ended.sort((a, b) => a.seq - b.seq).slice(0, ENDED_LIMIT / 2);
  const gone = new Set(oldest.map(({ id }) => id));
  return {
    ...state,
    byId: new Map([...state.byId].filter(([id]) => !gone.has(id))),
    unseen: state.unseen.filter((id) => !gone.has(id)),
    droppedTo: Math.max(state.droppedTo, ...oldest.map(({ seq }) => seq)),
  };
}

/** More that is known of mutations: from rows of the stream, or from an answer of the server. A long queue is copied once, not for each. */
export function takeMutations(state: QueueState, all: readonly KnownMutation[]): QueueState {
  const byId = new Map(state.byId);
  const unseen = [...state.unseen];
  for (const said of all) {
    const before = byId.get(said.id);
    const now = before === undefined ? said : joined(before, said);
    byId.set(said.id, now);
    if (now.state === 'failed' && before?.state !== 'failed' && !isCancelled(now)) unseen.push(said.id);
  }
  return withinLimit({ ...state, byId, unseen });
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

export function isStage({ type }: JournalMessage): boolean {
  return STAGES[type] !== undefined;
}

/** Rows of the journal, which may come twice and in any order. Those of other types change nothing. */
export function applyStages(state: QueueState, rows: readonly JournalMessage[]): QueueState {
  const said = rows.flatMap((row) => {
    const stage = STAGES[row.type];
    return stage === undefined ? [] : [{ row, mutation: saidBy(row, stage) }];
  });
  if (said.length === 0) return state;
  const newest = said.reduce((a, b) => (b.row.seq > a.row.seq ? b : a));
  const latest = newest.row.seq > (state.latest?.seq ?? 0) ? { seq: newest.row.seq, id: newest.mutation.id } : state.latest;
  return { ...takeMutations(state, said.map(({ mutation }) => mutation)), latest };
}

/** A snapshot has all that are open. One that was open here and is not there has ended unheard: only the server knows how. */
export function takeOpen(state: QueueState, open: readonly MutationResponse[]): QueueState {
  const named = new Set(open.map(({ id }) => id));
  const kept = [...state.byId].filter(([id, mutation]) => !isOpen(mutation) || named.has(id));
  return takeMutations({ ...state, byId: new Map(kept) }, open);
}

/** Somebody has looked at what failed. */
export function markSeen(state: QueueState): QueueState {
  return state.unseen.length === 0 ? state : { ...state, unseen: [] };
}
