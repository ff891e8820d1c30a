import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { TopologyResponse } from '@decnet/contract';
import type { MutationState } from '@decnet/domain';
import type { Connection } from '../../api/eventStream';
import { NO_ACTIVITY } from './activity';
import { EMPTY_FEED } from './feed';
import type { LiveState } from './messages';
import { fromSnapshot } from './mazeState';
import { EMPTY_QUEUE } from './queue';

export type Selection = { kind: 'lan' | 'decky'; id: string } | null;

export interface MazePageState extends LiveState {
  selection: Selection;
  /** Which mutations the queue shows; null shows all. */
  queueFilter: MutationState | null;
  /** State of the maze's own stream and of the stream of captured events. */
  connections: { maze: Connection; events: Connection };
}

export type MazePageStore = StoreApi<MazePageState>;

export function createMazePageStore(topology: TopologyResponse): MazePageStore {
  return createStore<MazePageState>(() => ({
    maze: fromSnapshot(topology), activity: NO_ACTIVITY, feed: EMPTY_FEED, queue: EMPTY_QUEUE, selection: null, queueFilter: null,
    connections: { maze: { state: 'connecting' }, events: { state: 'connecting' } },
  }));
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
