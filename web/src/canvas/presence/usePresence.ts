import { useEffect, useMemo } from 'react';
import { topologiesApi } from '../../api/routes';
import { uuidV4 } from '../../api/uuid';
import { useMazePage, type MazePageState, type MazePageStore } from '../live/store';
import { othersOf, type Visitor } from './others';

/** This tab, for as long as it is open. */
const CLIENT = uuidV4();
/** The server forgets whoever it has not heard of for 30 s: one lost message more is borne. */
const AGAIN_MS = 12_000;
const SETTLE_MS = 150;
const MOST_SELECTED = 100;

/** Tells the others that this tab has the maze open, and what is selected in it. Nothing depends on it: a failure is made good by the next time. */
export function usePresence(store: MazePageStore, topologyId: string, token: string | null): void {
  useEffect(() => {
    if (token === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      const { selection } = store.getState();
      const ids = selection === null ? [] : [selection.id];
      topologiesApi.presence(topologyId, { client: CLIENT, selection: ids.slice(0, MOST_SELECTED) }, signal).catch(() => undefined);
    };
    tell();
    const repeat = setInterval(tell, AGAIN_MS);
    const leave = store.subscribe(({ selection, connections }, before) => {
      const back = connections.maze.state === 'live' && before.connections.maze.state !== 'live';
      if (selection !== before.selection || back) timer ??= setTimeout(tell, SETTLE_MS);
    });
    return () => {
      controller.abort();
      clearInterval(repeat);
      if (timer !== null) clearTimeout(timer);
      leave();
    };
  }, [store, topologyId, token]);
}

const remembered = new WeakMap<MazePageState['present'], Visitor[]>();

/** Everybody but this tab. */
export function othersNow({ present }: Pick<MazePageState, 'present'>): Visitor[] {
  const known = remembered.get(present) ?? othersOf(present, CLIENT);
  remembered.set(present, known);
  return known;
}

export interface Presence {
  others: readonly Visitor[];
  /** The stream is lost: this is who was here last. */
  stale: boolean;
}

export function usePresent(): Presence {
  const present = useMazePage((state) => state.present);
  const stale = useMazePage((state) => state.connections.maze.state !== 'live');
  return useMemo(() => ({ others: othersNow({ present }), stale }), [present, stale]);
}
