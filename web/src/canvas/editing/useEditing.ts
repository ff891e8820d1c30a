import { createContext, useContext, useEffect, useMemo } from 'react';
import type { Maze } from '@decnet/domain';
import { useMazePage, type MazePageStore } from '../live/store';
import { signedIn } from './answers';
import { createEditor, type Editor } from './editor';
import { permissionOf } from './permission';
import { apiPorts, takenRanges } from './ports';
import { keepEdits, type Shelf } from './saved';
import { sendCommands, sendLayouts } from './sender';
import type { EditPermission } from './types';
import { viewOf, type EditView } from './view';

/** Null where the browser forbids storage. */
export function tabShelf(): Shelf | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** Ranges that other mazes took or gave back are asked for again when this one has changed its own. */
function followRanges(store: MazePageStore, signal: AbortSignal): () => void {
  const ask = async (): Promise<void> => {
    const ranges = await takenRanges(signal).catch(() => null);
    if (ranges !== null && !signal.aborted) store.setState(({ lent }) => ({ lent: { ...lent, takenRanges: ranges } }));
  };
  void ask();
  const subnets = (lans: Maze['lans']): string => lans.map(({ subnet }) => subnet).sort().join();
  return store.subscribe(({ server }, before) => {
    if (server.lans !== before.server.lans && subnets(Object.values(server.lans)) !== subnets(Object.values(before.server.lans))) void ask();
  });
}

/** Sends and keeps what the user does, for as long as the page is shown. @param token of the session; a new one sets free what waited for it */
export function useSending(store: MazePageStore, topologyId: string, token: string | null): void {
  useEffect(() => {
    if (token !== null) store.setState(({ editing }) => ({ editing: signedIn(editing) }));
  }, [store, token]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const ports = apiPorts(topologyId);
    const keep = store.subscribe(({ editing, user }, before) => {
      if (editing !== before.editing) keepEdits(tabShelf(), user.name, topologyId, editing);
    });
    void sendCommands(store, ports, signal);
    void sendLayouts(store, ports, signal);
    const leave = store.getState().user.readOnly === null ? followRanges(store, signal) : null;
    return () => {
      controller.abort();
      keep();
      leave?.();
    };
  }, [store, topologyId]);
}

const Context = createContext<Editor | null>(null);
export const EditorProvider = Context.Provider;

/** The editor of the page's store, for the provider. */
export function useNewEditor(store: MazePageStore): Editor {
  return useMemo(() => createEditor(store), [store]);
}

/** What the user can do to the maze. */
export function useEditor(): Editor {
  const editor = useContext(Context);
  if (editor === null) throw new Error('used outside of a maze page');
  return editor;
}

/** Whether the user may change the maze now; if not, why, in a sentence. */
export function useEditPermission(): EditPermission {
  const status = useMazePage((state) => state.server.info.status);
  const readOnly = useMazePage((state) => state.user.readOnly);
  const link = useMazePage((state) => state.editing.link);
  return useMemo(() => permissionOf({ status, readOnly }, { link }), [status, readOnly, link]);
}

/** Subscribes to a part of what the page shows of editing; `select` must give back the same thing while nothing of it changed. */
export function useEditState<T>(select: (view: EditView) => T): T {
  return useMazePage((state) => select(viewOf(state)));
}

/** The design as it will be when everything that waits is done: what rules are asked about. What a running maze will lose is not in it. */
export function useDesign(): Maze {
  return useMazePage((state) => state.design);
}
