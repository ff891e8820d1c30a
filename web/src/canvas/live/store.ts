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
/** All that is selected, links too, by id. */
export type Selected = ReadonlyMap<string, 'lan' | 'decky' | 'edge'>;

const NOTHING_SELECTED: Selected = new Map();

export interface MazePageState extends LiveState, EditingPart {
  /** The one LAN or decky that is selected; null when nothing is, or more. Setting it selects just that. */
  selection: Selection;
  selected: Selected;
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

/** Whoever sets one of the two forms of the selection sets both. */
function selectionsIn({ selection, selected }: Partial<MazePageState>): Partial<MazePageState> {
  if (selected !== undefined) {
    const [first] = selected;
    return { selection: first === undefined || selected.size > 1 || first[1] === 'edge' ? null : { kind: first[1], id: first[0] } };
  }
  if (selection === undefined) return {};
  return { selected: selection === null ? NOTHING_SELECTED : new Map([[selection.id, selection.kind]]) };
}

/**
 * The state of one maze's page. Whoever sets a part of it sets what was learnt or done; what is shown follows in the same step.
 * @param restored what an earlier page of this maze left unsent
 */
export function createMazePageStore(topology: TopologyResponse, user: EditingUser = NOBODY, restored: EditState = NOTHING_EDITED): MazePageStore {
  const live: LiveState = { server: fromSnapshot(topology), authors: [], activity: NO_ACTIVITY, feed: EMPTY_FEED, queue: EMPTY_QUEUE, present: [] };
  const store = createStore<MazePageState>(() => ({
    ...live, ...unedited(live, user, { newId: uuidV4, takenRanges: [] }), selection: null, selected: NOTHING_SELECTED, opened: new Set(), queueFilter: null,
    connections: { maze: { state: 'connecting' }, events: { state: 'connecting' } },
  }));
  const setState: MazePageStore['setState'] = (change) => {
    store.setState((state) => {
      const patch = typeof change === 'function' ? change(state) : change;
      return derived(state, { ...state, ...patch, ...selectionsIn(patch) });
    }, true);
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
