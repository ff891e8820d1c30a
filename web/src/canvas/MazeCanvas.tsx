import '@xyflow/react/dist/style.css';
import { Alert, Center, Loader, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { ConflictLayer } from './conflicts/ConflictLayer';
import { LinkLine } from './edges/LinkLine';
import { Background, BackgroundVariant, MiniMap, ReactFlow, useCamera, useDetail, useInView, useTextScale, ZOOM_RANGE, type MazeNode } from './flow';
import { useMazePage, useMazePageStore } from './live/store';
import { DeckyCard } from './nodes/DeckyCard';
import { LanBox } from './nodes/LanBox';
import { toEdges, toNodes } from './nodes/toFlow';
import { CanvasControls } from './panels/CanvasControls';
import { Legend } from './panels/Legend';
import { Overlay } from './overlay/Overlay';
import { isOpenAt } from './projection/collapse';
import type { Detail } from './projection/detail';
import { project } from './projection/project';
import { boundsOf, type Box } from './layout/geometry';
import type { LaidOut } from './layout/useLayout';
import styles from './MazeCanvas.module.css';

const NODE_TYPES = { lan: LanBox, decky: DeckyCard };
const EDGE_TYPES = { link: LinkLine };
/** Cards are buttons of their own; the library's selecting, focusing and dragging stay out of the way. */
const DRAWING_ONLY = {
  nodesDraggable: false, nodesConnectable: false, nodesFocusable: false, edgesFocusable: false, elementsSelectable: false, disableKeyboardA11y: true,
  deleteKeyCode: null, selectionKeyCode: null, proOptions: { hideAttribution: true },
} as const;
const MINI_MAP = { width: 168, height: 112 };

function miniMapColor(node: MazeNode): string {
  return node.type === 'lan' ? 'var(--dn-line-strong)' : 'var(--mantine-color-dimmed)';
}

function useDrawing(laidOut: LaidOut | null, detail: Detail) {
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const edges = useMazePage((state) => state.maze.edges);
  const opened = useMazePage((state) => state.opened);
  return useMemo(() => {
    if (laidOut === null) return { nodes: [], edges: [] };
    const drawing = project({ lans, deckies, edges }, laidOut, detail, isOpenAt(detail, Object.keys(deckies).length, opened));
    return { nodes: toNodes(drawing), edges: toEdges(drawing) };
  }, [lans, deckies, edges, laidOut, detail, opened]);
}

/** Shows the whole maze once, as soon as it is laid out; afterwards the view is the user's. @returns whether that has happened */
function useFirstFit(ready: boolean): boolean {
  const camera = useCamera();
  const [fitted, setFitted] = useState(false);
  useEffect(() => {
    if (!ready || fitted) return undefined;
    const frame = requestAnimationFrame(() => {
      camera.fit('at once');
      setFitted(true);
    });
    return () => cancelAnimationFrame(frame);
  }, [ready, fitted, camera]);
  return fitted;
}

/** A maze that was in view as a whole stays so when it grows; whoever looks at a part of it is left alone. */
function useStayWhole(bounds: Box | null): void {
  const camera = useCamera();
  const before = useRef<Box | null>(null);
  useEffect(() => {
    const wasWhole = before.current !== null && camera.sees(before.current);
    before.current = bounds;
    if (wasWhole && bounds !== null && !camera.sees(bounds)) camera.fit();
  }, [bounds, camera]);
}

/** Only while there is more of the maze than the window shows: else it would cover what it stands for. */
function Overview({ bounds }: { bounds: Box | null }) {
  if (useInView(bounds)) return null;
  return (
    <MiniMap
      className={styles.miniMap} style={MINI_MAP} pannable zoomable nodeColor={miniMapColor} nodeStrokeWidth={0} nodeBorderRadius={6} ariaLabel="Overview map"
      maskColor="color-mix(in srgb, var(--dn-canvas) 72%, transparent)" bgColor="var(--dn-surface)"
    />
  );
}

export function MazeCanvas({ laidOut, error }: { laidOut: LaidOut | null; error: Error | null }) {
  const store = useMazePageStore();
  const scheme = useComputedColorScheme('dark');
  const zoomDetail = useDetail();
  const scale = useTextScale();
  // Until the first view is chosen only LANs are drawn: a thousand cards would be mounted for one frame and thrown away.
  const detail = useFirstFit(laidOut !== null) ? zoomDetail : 'far';
  const { nodes, edges } = useDrawing(laidOut, detail);
  const bounds = useMemo(() => (laidOut === null ? null : boundsOf(Object.values(laidOut.layout.lans))), [laidOut]);
  useStayWhole(bounds);
  return (
    <div className={styles.canvas} data-detail={detail} style={{ '--scale': Math.max(1, scale) } as CSSProperties} aria-label="Drawing of the maze" role="region">
      <ReactFlow<MazeNode, ReturnType<typeof toEdges>[number]>
        nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} colorMode={scheme} zIndexMode="manual"
        minZoom={ZOOM_RANGE.min} maxZoom={ZOOM_RANGE.max} onlyRenderVisibleElements={detail === 'near'} {...DRAWING_ONLY}
        onPaneClick={() => store.setState({ selection: null })}
        onNodeClick={(_event, node) => store.setState({ selection: node.type === 'lan' ? { kind: 'lan', id: node.data.lanId } : { kind: 'decky', id: node.data.deckyId } })}
      >
        {/* A pattern as large as the window is painted anew with every frame of a pan: it is worth that only while one looks closely. */}
        {detail === 'near' && <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--dn-dots)" />}
        <Overview bounds={bounds} />
        <CanvasControls />
        <Legend />
      </ReactFlow>
      <Overlay laidOut={laidOut} />
      <ConflictLayer laidOut={laidOut} />
      {laidOut === null && error === null && <Center className={styles.cover}><Loader size="sm" role="status" aria-label="Laying out the maze" /></Center>}
      {error !== null && <Alert className={styles.problem} color="red" variant="filled" role="alert" title="The maze could not be laid out">{error.message}</Alert>}
    </div>
  );
}
