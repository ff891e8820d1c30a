/**
 * The only file that knows React Flow's hooks and types: its next major removes some of them, and everything else asks here.
 */
import { useReactFlow, useStore, type Edge, type EdgeProps, type Node, type NodeProps } from '@xyflow/react';
import { useMemo } from 'react';
import type { Box } from './layout/geometry';
import { detailAt, type Detail } from './projection/detail';

export { Background, BackgroundVariant, Handle, MiniMap, Panel, Position, ReactFlow, ReactFlowProvider } from '@xyflow/react';

export type LanNode = Node<{ lanId: string; residents: readonly string[] }, 'lan'>;
export type DeckyNode = Node<{ deckyId: string; bridge: boolean }, 'decky'>;
export type MazeNode = LanNode | DeckyNode;
export type LinkEdge = Edge<{ deckyId: string; homeId: string; lanId: string; path: string; routing: boolean; ip: string; label: { x: number; y: number } }, 'link'>;
export type LanNodeProps = NodeProps<LanNode>;
export type DeckyNodeProps = NodeProps<DeckyNode>;
export type LinkEdgeProps = EdgeProps<LinkEdge>;

const FLIGHT_MS = 350;
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

export interface Camera {
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings the box into the middle, near enough to read it. */
  flyTo(box: Box): void;
}

function flightMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : FLIGHT_MS;
}

export function useCamera(): Camera {
  const flow = useReactFlow();
  return useMemo(() => ({
    fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: flightMs() }),
    zoomIn: () => void flow.zoomIn({ duration: flightMs() / 2 }),
    zoomOut: () => void flow.zoomOut({ duration: flightMs() / 2 }),
    flyTo: (box) => void flow.fitBounds({ x: box.x - 60, y: box.y - 60, width: Math.max(box.width + 120, 760), height: Math.max(box.height + 120, 420) }, { duration: flightMs() }),
  }), [flow]);
}
