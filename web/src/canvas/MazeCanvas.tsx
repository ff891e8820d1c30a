import '@xyflow/react/dist/style.css';
import { Alert, Center, Loader, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type MouseEvent } from 'react';
import { ConflictLayer } from './conflicts/ConflictLayer';
import { LinkLine } from './edges/LinkLine';
import { Background, BackgroundVariant, MiniMap, ReactFlow, useCamera, useDetail, useInView, useTextScale, ZOOM_RANGE, type LinkEdge, type MazeNode } from './flow';
import { clear, select } from './hands/actions';
import { DragLayer } from './hands/DragLayer';
import { useHands, useHandsState, type Hands, type Ref } from './hands/hands';
import { HintBar } from './hands/HintBar';
import { openMenu } from './hands/openMenu';
import { linksOf, withMoving } from './hands/places';
import { RenameField } from './hands/RenameField';
import { Toolbar } from './hands/Toolbar';
import { refOf, useGestures } from './hands/useGestures';
import { useWhyNot } from './hands/useWhyNot';
import { useMazePage, useMazePageStore } from './live/store';
import { DeckyCard } from './nodes/DeckyCard';
import { LanBox } from './nodes/LanBox';
import { KeptDrawing, whileMoving, type FlowDrawing } from './nodes/toFlow';
import { CanvasControls } from './panels/CanvasControls';
import { Legend } from './panels/Legend';
import { Overlay } from './overlay/Overlay';
import { isOpenAt } from './projection/collapse';
import type { Detail } from './projection/detail';
import { project, projectLinks } from './projection/project';
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
const MIDDLE_BUTTON = [1];
const NOTHING_DRAWN: FlowDrawing = { nodes: [], edges: [] };
const MINI_MAP = { width: 168, height: 112 };

function miniMapColor(node: MazeNode): string {
  return node.type === 'lan' ? 'var(--dn-line-strong)' : 'var(--mantine-color-dimmed)';
}

function useDrawing(laidOut: LaidOut | null, detail: Detail): FlowDrawing {
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const edges = useMazePage((state) => state.maze.edges);
  const opened = useMazePage((state) => state.opened);
  const moving = useHandsState(({ preview }) => preview?.moving ?? null);
  const [kept] = useState(() => new KeptDrawing());
  const isOpen = useMemo(() => isOpenAt(detail, Object.keys(deckies).length, opened), [detail, deckies, opened]);
  const still = useMemo(() => (laidOut === null ? NOTHING_DRAWN : kept.of(project({ lans, deckies, edges }, laidOut, detail, isOpen))), [lans, deckies, edges, laidOut, detail, isOpen, kept]);
  return useMemo(() => {
    if (moving === null || laidOut === null) return still;
    return whileMoving(still, moving, projectLinks(linksOf(laidOut, moving), withMoving(laidOut, moving), isOpen));
  }, [still, moving, laidOut, isOpen]);
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

/** A maze that was in view as a whole stays so when others let it grow; whoever looks at a part of it, or builds it, is left alone. */
function useStayWhole(bounds: Box | null): void {
  const camera = useCamera();
  const store = useMazePageStore();
  const before = useRef<Box | null>(null);
  useEffect(() => {
    const wasWhole = before.current !== null && camera.sees(before.current);
    before.current = bounds;
    const { editing: { commands, layout } } = store.getState();
    const isOwn = commands.length > 0 || layout.sent !== null || Object.keys({ ...layout.waiting.lans, ...layout.waiting.deckies }).length > 0;
    if (wasWhole && !isOwn && bounds !== null && !camera.sees(bounds)) camera.fit();
  }, [bounds, camera, store]);
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

function pick(hands: Hands, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>, ref: Ref): void {
  select(hands, ref, event.shiftKey || event.ctrlKey || event.metaKey ? 'toggle' : 'only');
}

/** A double click on a card, or on the head of a LAN. */
function rename({ state, page }: Hands, event: MouseEvent): void {
  const ref = event.target instanceof Element && event.target.closest('[data-grip]:not([data-connects])') !== null ? refOf(event.target) : null;
  if (ref === null || !page.getState().selected.has(ref.id)) return;
  state.setState({ dialog: { kind: 'rename', ref } });
}

function showMenu(hands: Hands, event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('.react-flow__panel, input') !== null) return;
  event.preventDefault();
  openMenu(hands, refOf(event.target), { x: event.clientX, y: event.clientY });
}

export function MazeCanvas({ laidOut, error }: { laidOut: LaidOut | null; error: Error | null }) {
  const hands = useHands();
  const mode = useHandsState((state) => state.mode);
  const editable = useWhyNot() === null;
  const many = useMazePage((state) => state.selected.size > 1);
  const root = useRef<HTMLDivElement>(null);
  useGestures(root);
  const scheme = useComputedColorScheme('dark');
  const [overview, setOverview] = useState(true);
  const zoomDetail = useDetail();
  const scale = useTextScale();
  // Until the first view is chosen only LANs are drawn: a thousand cards would be mounted for one frame and thrown away.
  const detail = useFirstFit(laidOut !== null) ? zoomDetail : 'far';
  const { nodes, edges } = useDrawing(laidOut, detail);
  const bounds = useMemo(() => (laidOut === null ? null : boundsOf(Object.values(laidOut.layout.lans))), [laidOut]);
  useStayWhole(bounds);
  return (
    <div
      ref={root} className={styles.canvas} data-detail={detail} data-mode={mode} data-editable={editable ? 'yes' : 'no'} data-selects={many ? 'many' : 'one'} onDoubleClick={(event) => rename(hands, event)} onContextMenu={(event) => showMenu(hands, event)} style={{ '--scale': Math.max(1, scale) } as CSSProperties} aria-label="Drawing of the maze" role="region"
    >
      <ReactFlow<MazeNode, LinkEdge>
        nodes={nodes as MazeNode[]} edges={edges as LinkEdge[]} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} colorMode={scheme} zIndexMode="manual"
        minZoom={ZOOM_RANGE.min} maxZoom={ZOOM_RANGE.max} onlyRenderVisibleElements={detail === 'near'} {...DRAWING_ONLY}
        noPanClassName={mode === 'pan' ? 'pans-everywhere' : 'nopan'} panOnDrag={mode === 'marquee' ? MIDDLE_BUTTON : true}
        onPaneClick={() => clear(hands)}
        onNodeClick={(event, node) => pick(hands, event, node.type === 'lan' ? { kind: 'lan', id: node.data.lanId } : { kind: 'decky', id: node.data.deckyId })}
        onEdgeClick={(event, { id }) => pick(hands, event, { kind: 'edge', id })}
      >
        {/* A pattern as large as the window is painted anew with every frame of a pan: it is worth that only while one looks closely. */}
        {detail === 'near' && <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--dn-dots)" />}
        {overview && <Overview bounds={bounds} />}
        <CanvasControls overview={overview} onOverview={() => setOverview(!overview)} />
        <Legend />
        <DragLayer />
        <Toolbar />
        <HintBar />
        <RenameField />
      </ReactFlow>
      <Overlay laidOut={laidOut} />
      <ConflictLayer laidOut={laidOut} />
      {laidOut === null && error === null && <Center className={styles.cover}><Loader size="sm" role="status" aria-label="Laying out the maze" /></Center>}
      {error !== null && <Alert className={styles.problem} color="red" variant="filled" role="alert" title="The maze could not be laid out">{error.message}</Alert>}
    </div>
  );
}
