import type {
  DeckyResponse, DeckyStateMessage, DeployProgressMessage, EdgeResponse, JournalMessage, LanResponse, LayoutPayload, RenamedPayload, StatusPayload,
  TopologyResponse, TopologySummaryResponse,
} from '@decnet/contract';
import type { Decky, DeckyObservation } from '@decnet/domain';

export type ById<T> = Readonly<Record<string, T>>;

/**
 * A maze as the page holds it. What is designed and what is observed are kept apart, so that a decky which changes its state leaves the identity of
 * `lans`, `deckies` and `edges` alone and nothing is laid out or projected again.
 */
export interface MazeState {
  info: TopologySummaryResponse;
  lans: ById<LanResponse>;
  deckies: ById<Decky>;
  edges: ById<EdgeResponse>;
  observed: ById<DeckyObservation>;
  /** Names of LANs and deckies that went while the page was open, by id: what was said about them can still be read. */
  former: ById<string>;
  progress: DeployProgressMessage | null;
}

const UNSEEN: DeckyObservation = { state: 'pending', lastError: null, endpoints: [] };

export function observationOf(state: MazeState, deckyId: string): DeckyObservation {
  return state.observed[deckyId] ?? UNSEEN;
}

function byId<T extends { id: string }>(rows: readonly T[]): ById<T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function without<T>(rows: ById<T>, id: string): ById<T> {
  const { [id]: _removed, ...rest } = rows;
  return rest;
}

function designOf(decky: DeckyResponse | Decky): Decky {
  const { id, name, archetype, services, serviceConfig, isGateway, forwardsL3, x, y } = decky;
  return { id, name, archetype, services, serviceConfig, isGateway, forwardsL3, x, y };
}

/** @param snapshot the body of GET /topologies/{id}, or of the stream's `snapshot` event */
export function fromSnapshot(snapshot: TopologyResponse): MazeState {
  const { lans, deckies, edges, ...info } = snapshot;
  return {
    info, lans: byId(lans), edges: byId(edges),
    deckies: byId(deckies.map(designOf)),
    observed: Object.fromEntries(deckies.map(({ id, state, lastError, endpoints }) => [id, { state, lastError, endpoints }])),
    former: {}, progress: null,
  };
}

/** Names of what is in `before` and no longer in `after`. */
function namesGone(before: ById<{ name: string }>, after: ById<unknown>): [string, string][] {
  return Object.entries(before).filter(([id]) => after[id] === undefined).map(([id, { name }]) => [id, name]);
}

/** A fresh snapshot after a reconnect: parts that say the same keep their identity, so that the drawing stands still. */
export function mergeSnapshot(before: MazeState, snapshot: TopologyResponse): MazeState {
  const next = fromSnapshot(snapshot);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...next,
    lans: same(before.lans, next.lans) ? before.lans : next.lans,
    deckies: same(before.deckies, next.deckies) ? before.deckies : next.deckies,
    edges: same(before.edges, next.edges) ? before.edges : next.edges,
    former: { ...before.former, ...Object.fromEntries([...namesGone(before.lans, next.lans), ...namesGone(before.deckies, next.deckies)]) },
    progress: next.info.status === before.info.status ? before.progress : null,
  };
}

/** Also of a decky that is not there yet: the engine starts a new one before the row that adds it is written, and says so only once. */
export function applyDeckyState(state: MazeState, message: DeckyStateMessage): MazeState {
  const { deckyId, state: deckyState, lastError, endpoints } = message;
  if (state.former[deckyId] !== undefined && state.deckies[deckyId] === undefined) return state;
  return { ...state, observed: { ...state.observed, [deckyId]: { state: deckyState, lastError, endpoints } } };
}

export function applyProgress(state: MazeState, progress: DeployProgressMessage): MazeState {
  return { ...state, progress };
}

type Rows = Pick<MazeState, 'lans' | 'deckies' | 'edges' | 'observed' | 'former'>;

function applyEntity(state: MazeState, kind: string, change: string, payload: Record<string, unknown>): Partial<Rows> {
  const removed = change === 'removed';
  if (kind === 'lan') {
    const lan = payload.lan as LanResponse;
    if (removed) return { lans: without(state.lans, lan.id), former: { ...state.former, [lan.id]: lan.name } };
    return { lans: { ...state.lans, [lan.id]: lan } };
  }
  if (kind === 'edge') {
    const edge = payload.edge as EdgeResponse;
    return { edges: removed ? without(state.edges, edge.id) : { ...state.edges, [edge.id]: edge } };
  }
  const decky = payload.decky as Decky;
  if (removed) return { deckies: without(state.deckies, decky.id), observed: without(state.observed, decky.id), former: { ...state.former, [decky.id]: decky.name } };
  return { deckies: { ...state.deckies, [decky.id]: designOf(decky) } };
}

/** Rows at these positions; the same object when that is where they are, so that nothing is drawn again for one's own echo. */
function place<T>(rows: ById<T>, positions: Record<string, object>): ById<T> {
  const moved = Object.entries(positions).filter(([id, position]) => {
    const row = rows[id] as Record<string, unknown> | undefined;
    return row !== undefined && Object.entries(position).some(([field, value]) => row[field] !== value);
  });
  return moved.length === 0 ? rows : { ...rows, ...Object.fromEntries(moved.map(([id, position]) => [id, { ...rows[id]!, ...position }])) };
}

/** Positions that the server has. */
export function applyLayout(state: MazeState, { lans, deckies }: LayoutPayload): MazeState {
  return { ...state, lans: place(state.lans, lans ?? {}), deckies: place(state.deckies, deckies ?? {}) };
}

function applyStatus(info: TopologySummaryResponse, payload: StatusPayload, at: string): TopologySummaryResponse {
  return { ...info, status: payload.to, statusReason: payload.reason, statusChangedAt: at };
}

/** One row of the journal. Rows at or below the cursor are already in and change nothing. */
export function applyJournal(state: MazeState, message: JournalMessage): MazeState {
  if (message.seq <= state.info.eventSeq) return state;
  const info = { ...state.info, version: message.version, eventSeq: message.seq };
  const [kind = '', change = ''] = message.type.split('.');
  if (message.type === 'status') {
    const payload = message.payload as unknown as StatusPayload;
    return { ...state, info: applyStatus(info, payload, message.at), progress: payload.to === 'deploying' ? state.progress : null };
  }
  if (message.type === 'topology.renamed') return { ...state, info: { ...info, name: (message.payload as unknown as RenamedPayload).to } };
  if (message.type === 'layout') return { ...applyLayout(state, message.payload as unknown as LayoutPayload), info };
  if (kind !== 'lan' && kind !== 'decky' && kind !== 'edge') return { ...state, info };
  const rows = applyEntity(state, kind, change, message.payload);
  const next = { ...state, ...rows };
  return { ...next, info: { ...info, lanCount: Object.keys(next.lans).length, deckyCount: Object.keys(next.deckies).length, edgeCount: Object.keys(next.edges).length } };
}
