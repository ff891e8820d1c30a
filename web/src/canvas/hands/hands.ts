import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { Maze, OpContext } from '@decnet/domain';
import { worldIn } from '../editing/pageState';
import { permissionOf } from '../editing/permission';
import type { Editor } from '../editing';
import type { Camera } from '../flow';
import type { Box, Layout, Point } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';
import type { MazePageStore } from '../live/store';

export type Mode = 'select' | 'pan' | 'marquee';
/** What a gesture or menu is about. */
export interface Ref { kind: 'lan' | 'decky' | 'edge'; id: string }
/** Places while something is dragged: of LANs on the canvas, of deckies within their home. */
export interface Moving { lans: Readonly<Record<string, Point>>; deckies: Readonly<Record<string, Point>> }

/** What a gesture would do if the hand let go now. */
export interface Preview {
  moving: Moving | null;
  /** Of what would be new. */
  outlines: readonly Box[];
  line: { from: Point; to: Point } | null;
  marquee: Box | null;
  target: Box | null;
  /** Said beside the pointer. */
  tag: { title: string; detail: string | null; refused: boolean } | null;
  /** The pointer, in the window. */
  at: Point;
}

/** A short word to the user; it stays until the next deed. */
export interface Hint {
  text: string;
  tone: 'refused' | 'told';
  /** The LAN that it is about; else it stands at the top. */
  lanId?: string;
  action?: { label: string; run(): void };
}

export type Dialog = { kind: 'add-many'; lanId: string } | { kind: 'rename'; ref: Ref };

export interface HandsState {
  mode: Mode;
  locked: boolean;
  paletteOpen: boolean;
  laidOut: LaidOut | null;
  preview: Preview | null;
  hint: Hint | null;
  /** Null refers to the ground. */
  menu: { ref: Ref | null; at: Point; returnTo: HTMLElement | null } | null;
  dialog: Dialog | null;
  tidying: boolean;
}

/** What the user's hands work with on one maze's page. */
export interface Hands {
  state: StoreApi<HandsState>;
  page: MazePageStore;
  editor: Editor;
  camera: Camera;
  /** Draws a layout whose places are about to be stored, with its routes. */
  show(layout: Layout): void;
}

/** What deeds are made of: the design as it will be, and where everything stands. */
export interface Scene { design: Maze; laidOut: LaidOut; context: OpContext }

export function createHandsState(paletteOpen: boolean): StoreApi<HandsState> {
  return createStore<HandsState>(() => ({
    mode: 'select', locked: false, paletteOpen, laidOut: null, preview: null, hint: null, menu: null, dialog: null, tidying: false,
  }));
}

/** Null until the maze is laid out. */
export function sceneOf({ page, state }: Hands): Scene | null {
  const { laidOut } = state.getState();
  const now = page.getState();
  return laidOut === null ? null : { laidOut, design: now.design, context: worldIn(now).context };
}

export const LOCKED = 'The drawing is locked: unlock it in the toolbar to change it.';

/** Why the hands may change nothing now; null when they may. */
export function whyNot({ page, state }: Hands): string | null {
  const now = page.getState();
  const permission = permissionOf({ status: now.server.info.status, readOnly: now.user.readOnly }, now.editing);
  if (!permission.allowed) return permission.reason;
  return state.getState().locked ? LOCKED : null;
}

export function tell({ state }: Hands, text: string, more: Partial<Hint> = {}): void {
  state.setState({ hint: { text, tone: 'refused', ...more } });
}

const Context = createContext<Hands | null>(null);
export const HandsProvider = Context.Provider;

export function useHands(): Hands {
  const hands = useContext(Context);
  if (hands === null) throw new Error('used outside of a maze page');
  return hands;
}

/** Subscribes to a part of the hands' state. */
export function useHandsState<T>(select: (state: HandsState) => T): T {
  return useStore(useHands().state, select);
}
