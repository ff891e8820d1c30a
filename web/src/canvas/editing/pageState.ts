import { LIVE_STATUSES, type Maze } from '@decnet/domain';
import type { LiveState } from '../live/messages';
import type { MazeState } from '../live/mazeState';
import { targetOf } from './commands';
import { NOTHING_EDITED } from './editState';
import { pendingLayout } from './layoutQueue';
import { isDue, moved } from './moved';
import { NO_GHOSTS, shownOf } from './shown';
import type { EditState, Ghosts, World } from './types';
import { worldOf, type EditingUser, type Lent } from './world';

/** The part of the page's store that editing adds. */
export interface EditingPart {
  /** What is shown: the server's maze with everything on it that is on its way there. Never set, always derived. */
  maze: MazeState;
  ghosts: Ghosts;
  /** The design as it will be: what rules are asked about and gestures are applied to. */
  design: Maze;
  editing: EditState;
  user: EditingUser;
  lent: Lent;
}
export type EditedState = LiveState & EditingPart;
/** What editing may set of it. */
export type Edited = Partial<Pick<EditedState, 'server' | 'queue' | 'editing'>>;
/** The page's store, as far as editing goes. */
export interface EditedStore {
  getState(): EditedState;
  setState(change: Edited | ((state: EditedState) => Edited)): void;
  subscribe(listener: () => void): () => void;
}

export function worldIn({ server, queue, authors, user, lent }: LiveState & Pick<EditingPart, 'user' | 'lent'>): World {
  return worldOf({ server, queue, authors }, user, lent);
}

/** Whether what commands stand on is another. */
function isMoved(before: World, now: World): boolean {
  return before.design !== now.design || before.queued !== now.queued || before.status !== now.status || before.version !== now.version || before.eventSeq !== now.eventSeq;
}

/** Brings what is derived up to date after any part of the page's state was set. */
export function derived<S extends EditedState>(before: S, next: S): S {
  const sources = ['server', 'queue', 'editing', 'user', 'lent'] as const;
  if (sources.every((source) => before[source] === next[source])) return next;
  const world = worldIn(next);
  const editing = isDue(next.editing, world) || isMoved(worldIn(before), world) ? moved(next.editing, world) : next.editing;
  const design = targetOf(editing, world);
  const isLive = LIVE_STATUSES.includes(world.status);
  const layout = pendingLayout(editing);
  const { maze, ghosts } = shownOf(next.server, world.design, design, isLive, layout);
  return { ...next, editing, maze, design, ghosts: sameGhosts(before.ghosts, ghosts) ? before.ghosts : ghosts };
}

function sameGhosts(a: Ghosts, b: Ghosts): boolean {
  const [olds, news] = [Object.entries(a), Object.entries(b)];
  return olds.length === news.length && olds.every(([id, ghost]) => b[id] === ghost);
}

/** The first state: nothing is edited yet. */
export function unedited(live: LiveState, user: EditingUser, lent: Lent): EditingPart {
  return { maze: live.server, ghosts: NO_GHOSTS, design: worldOf(live, user, lent).design, editing: NOTHING_EDITED, user, lent };
}
