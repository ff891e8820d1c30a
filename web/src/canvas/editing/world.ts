import { DEFAULT_SUBNET_BASE, LIVE_STATUSES, type Maze, type Op, type OpContext } from '@decnet/domain';
import type { LiveState } from '../live/messages';
import type { MazeState } from '../live/mazeState';
import { isOpen, type QueueState } from '../live/queue';
import { onceFor } from './onceFor';
import type { World } from './types';

/** Who edits, and what must be known to choose for them. */
export interface EditingUser { name: string; readOnly: string | null }
export interface Lent { newId(): string; takenRanges: OpContext['takenRanges'] }

const NOTHING_QUEUED: readonly Op[] = [];

const collect = onceFor((edges: MazeState['edges'], lans: MazeState['lans'], deckies: MazeState['deckies']): Maze => (
  { lans: Object.values(lans), deckies: Object.values(deckies), edges: Object.values(edges) }));

/** Ids that an op leaves open are chosen once, so that its ghost stays the same until the server has chosen. */
const withIds = onceFor((op: Op, newId: () => string): Op => {
  if (op.op === 'add_decky') return { ...op, id: op.id ?? newId(), edgeId: op.edgeId ?? newId() };
  return op.op === 'add_lan' || op.op === 'attach_decky' ? { ...op, id: op.id ?? newId() } : op;
});

const queuedOps = onceFor((byId: QueueState['byId'], newId: () => string): readonly Op[] => {
  const known = [...byId.values()].filter(isOpen).sort((a, b) => a.seq - b.seq);
  const waiting = known.flatMap(({ resolvedOp, payload }) => {
    const op = resolvedOp ?? payload;
    return op === null ? [] : withIds(op, newId);
  });
  return waiting.length === 0 ? NOTHING_QUEUED : waiting;
});

const contextOf = onceFor(({ newId, takenRanges }: Lent): OpContext => ({ newId, takenRanges, subnetBase: DEFAULT_SUBNET_BASE }));

/** What the page knows of the server, as the editing core takes it. */
export function worldOf({ server, queue, authors }: Pick<LiveState, 'server' | 'queue' | 'authors'>, user: EditingUser, lent: Lent): World {
  const { version, eventSeq, status } = server.info;
  return {
    design: collect(server.edges, server.lans, server.deckies), queued: LIVE_STATUSES.includes(status) ? queuedOps(queue.byId, lent.newId) : NOTHING_QUEUED,
    version, eventSeq, status, authors, me: user.name, readOnly: user.readOnly,
    context: contextOf(lent),
  };
}
