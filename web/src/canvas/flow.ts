/**
 * The only file that knows React Flow's hooks and types: its next major removes some of them, and everything else asks here.
 */
import { useReactFlow, useStore, useStoreApi, type Edge, type EdgeProps, type Node, type NodeProps } from '@xyflow/react';
import { useMemo } from 'react';
import type { Box, Point } from './layout/geometry';
import { detailAt, type Detail } from './projection/detail';

export { Background, BackgroundVariant, Handle, MiniMap, Panel, Position, ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';

export type LanNode = Node<{ lanId: string; residents: readonly string[]; closed: boolean }, 'lan'>;
export type DeckyNode = Node<{ deckyId: string; bridge: boolean }, 'decky'>;
export type MazeNode = LanNode | DeckyNode;
export type LinkEdge = Edge<{ deckyId: string; homeId: string; lanId: string; path: string; routing: boolean; ip: string; end: Point; label: Point }, 'link'>;
export type LanNodeProps = NodeProps<LanNode>;
export type DeckyNodeProps = NodeProps<DeckyNode>;
export type LinkEdgeProps = EdgeProps<LinkEdge>;

const FLIGHT_MS = 350;
const FLIGHT_MARGIN = 120;
/** As its style sheet has it. */
const INSPECTOR = { narrow: '(max-width: 1000px)', over: 360 } as const;
export const ZOOM_RANGE = { min: 0.04, max: 2 } as const;

export function useDetail(): Detail {
  return useStore((state) => detailAt(state.transform[2]));
}

/** In whole percent, so that panning redraws nobody. */
export function useZoomPercent(): number {
  return useStore((state) => Math.round(state.transform[2] * 100));
}

/** How much larger text must be drawn to be read at this zoom, in steps of half an octave. */
export function useTextScale(): number {
  return useStore((state) => 2 ** (Math.round(Math.log2(1 / state.transform[2]) * 2) / 2));
}

/** Where the canvas stands in its window, and how large that is. */
export interface View { x: number; y: number; zoom: number; width: number; height: number }

/** Whoever uses it is drawn again with every frame of a pan. */
export function useView(): View {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return { x, y, zoom, width, height };
}

/** The same for whoever draws by themselves: nothing of React is drawn again. */
export interface ViewSource { now(): View; subscribe(listener: () => void): () => void }

export function useViewSource(): ViewSource {
  const store = useStoreApi();
  return useMemo(() => ({
    now: () => {
      const { transform: [x, y, zoom], width, height } = store.getState();
      return { x, y, zoom, width, height };
    },
    subscribe: (listener) => store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) listener();
    }),
  }), [store]);
}

interface Window { transform: [x: number, y: number, zoom: number]; width: number; height: number }

function isInside(box: Box, { transform: [x, y, zoom], width, height }: Window): boolean {
  return box.x * zoom + x >= 0 && (box.x + box.width) * zoom + x <= width && box.y * zoom + y >= 0 && (box.y + box.height) * zoom + y <= height;
}

/** Whether nothing of the box lies outside the window. */
export function useInView(box: Box | null): boolean {
  return useStore((window) => box !== null && isInside(box, window));
}

/** Room for the tools above, and for the legend and the controls below. */
const FIT_PADDING = { top: '72px', bottom: '58px', left: '28px', right: '28px' } as const;

export interface Camera {
  fit(how?: 'gliding' | 'at once'): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings the box into the middle, near enough to read it. */
  flyTo(box: Box): void;
  /** Whether nothing of the box lies outside the window now. */
  sees(box: Box): boolean;
  /** From a place in the browser's window to one on the canvas. */
  toCanvas(point: Point): Point;
  /** The drawing, in the browser's window. */
  window(): { left: number; top: number; right: number; bottom: number };
  /** Whether the drawing itself lies there, and not a panel over it. */
  isOver(point: Point): boolean;
  panBy(step: Point): void;
}

function flightMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : FLIGHT_MS;
}

/** In narrow windows the inspector lies over the right side of the drawing; on a phone it covers nearly all, and aiming beside it makes no sense. */
function coveredWidth(width: number): number {
  return width > INSPECTOR.over && matchMedia(INSPECTOR.narrow).matches ? INSPECTOR.over : 0;
}

export function useCamera(): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => ({
    fit: (how = 'gliding') => void flow.fitView({ padding: FIT_PADDING, maxZoom: 1, duration: how === 'gliding' ? flightMs() : 0 }),
    zoomIn: () => void flow.zoomIn({ duration: flightMs() / 2 }),
    zoomOut: () => void flow.zoomOut({ duration: flightMs() / 2 }),
    flyTo: (box) => {
      const { width, height } = store.getState();
      const covered = coveredWidth(width);
      const zoom = Math.max(ZOOM_RANGE.min, Math.min(1, (width - covered) / (box.width + FLIGHT_MARGIN), height / (box.height + FLIGHT_MARGIN)));
      void flow.setCenter(box.x + box.width / 2 + covered / 2 / zoom, box.y + box.height / 2, { zoom, duration: flightMs() });
    },
    sees: (box) => isInside(box, store.getState()),
    toCanvas: (point) => flow.screenToFlowPosition(point, { snapToGrid: false }),
    window: () => store.getState().domNode?.getBoundingClientRect() ?? { left: 0, top: 0, right: 0, bottom: 0 },
    isOver: ({ x, y }) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && store.getState().domNode?.contains(hit) === true && hit.closest('.react-flow__panel') === null;
    },
    panBy: (step) => void store.getState().panBy(step),
  }), [flow, store]);
}
