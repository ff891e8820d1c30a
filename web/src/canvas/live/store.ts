import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { TopologyResponse } from '@decnet/contract';
import type { MutationState } from '@decnet/domain';
import type { Connection } from '../../api/eventStream';
import { uuidV4 } from '../../api/uuid';
import { NOTHING_EDITED } from '../editing/editState';
import { moved } from '../editing/moved';
import { derived, unedited, worldIn, type EditingPart } from '../editing/pageState';
import type { EditState } from '../editing/types';
import type { EditingUser } from '../editing/world';
import { NO_ACTIVITY } from './activity';
import { EMPTY_FEED } from './feed';
import type { LiveState } from './messages';
import { fromSnapshot } from './mazeState';
import { EMPTY_QUEUE } from './queue';

export type Selection = { kind: 'lan' | 'decky'; id: string } | null;

export interface MazePageState extends LiveState, EditingPart {
  selection: Selection;
  /** LANs that were opened by hand; of a large maze the others show their cards only to those who are near. */
  opened: ReadonlySet<string>;
  /** Which mutations the queue shows; null shows all. */
  queueFilter: MutationState | null;
  /** State of the maze's own stream and of the stream of captured events. */
  connections: { maze: Connection; events: Connection };
}

/** What is derived of the rest can be read, not set. */
type Settable = Omit<MazePageState, 'maze' | 'ghosts' | 'design'>;

export type MazePageStore = Omit<StoreApi<MazePageState>, 'setState'> & {
  setState(change: Partial<Settable> | ((state: MazePageState) => Partial<Settable>)): void;
};

const NOBODY: EditingUser = { name: '', readOnly: 'Sign in first.' };

/**
 * The state of one maze's page. Whoever sets a part of it sets what was learnt or done; what is shown follows in the same step.
 * @param restored what an earlier page of this maze left unsent
 */
export function createMazePageStore(topology: TopologyResponse, user: EditingUser = NOBODY, restored: EditState = NOTHING_EDITED): MazePageStore {
  const live: LiveState = { server: fromSnapshot(topology), authors: [], activity: NO_ACTIVITY, feed: EMPTY_FEED, queue: EMPTY_QUEUE, present: [] };
  const store = createStore<MazePageState>(() => ({
    ...live, ...unedited(live, user, { newId: uuidV4, takenRanges: [] }), selection: null, opened: new Set(), queueFilter: null,
    connections: { maze: { state: 'connecting' }, events: { state: 'connecting' } },
  }));
  const setState: MazePageStore['setState'] = (change) => {
    store.setState((state) => derived(state, { ...state, ...(typeof change === 'function' ? change(state) : change) }), true);
  };
  setState((state) => ({ editing: moved(restored, worldIn(state)) }));
  return { ...store, setState };
}

const Context = createContext<MazePageStore | null>(null);
export const MazePageStoreProvider = Context.Provider;

export function useMazePageStore(): MazePageStore {
  const store = useContext(Context);
  if (store === null) throw new Error('used outside of a maze page');
  return store;
}

/** Subscribes to a part of the page's state; `select` must give back the same thing while nothing of it changed. */
export function useMazePage<T>(select: (state: MazePageState) => T): T {
  return useStore(useMazePageStore(), select);
}
