import { useEffect, useMemo, useRef, useState } from 'react';
import type { IssueResponse } from '@decnet/contract';
import { onDemand } from '../ui/onDemand';
import { useTitle } from '../ui/useTitle';
import { Notices } from './conflicts/Notices';
import { useEditor } from './editing';
import { Finders } from './find/Finders';
import { useCamera } from './flow';
import { CanvasMenu } from './hands/CanvasMenu';
import { HandKeys } from './hands/HandKeys';
import { createHandsState, HandsProvider, type Hands } from './hands/hands';
import { Palette } from './hands/Palette';
import { boundsOf } from './layout/geometry';
import { useLayout, type LaidOut } from './layout/useLayout';
import { useMazePage, useMazePageStore, type Selection } from './live/store';
import { MazeCanvas } from './MazeCanvas';
import { MazeHeader } from './header/MazeHeader';
import { Dock, type DockTab } from './panels/Dock';
import { focusInspector, Inspector } from './inspector/Inspector';
import { boxOf } from './projection/project';
import styles from './MazeWorkspace.module.css';

const Outline = onDemand(async () => (await import('./outline/Outline')).Outline);
const AddManyDialog = onDemand(async () => (await import('./hands/AddManyDialog')).AddManyDialog);

/** Selects something and brings it into view. */
function useGoTo(laidOut: LaidOut | null): (selection: Selection) => void {
  const store = useMazePageStore();
  const camera = useCamera();
  return (selection) => {
    store.setState({ selection });
    const box = laidOut === null || selection === null ? null : boxOf(laidOut, selection.kind, selection.id);
    if (box !== null) camera.flyTo(box);
  };
}

/** The hands of this page; they know what is drawn as soon as it is. */
function useNewHands(laidOut: LaidOut | null, show: Hands['show']): Hands {
  const page = useMazePageStore();
  const editor = useEditor();
  const camera = useCamera();
  const [state] = useState(() => createHandsState(!matchMedia('(max-width: 1000px)').matches));
  useEffect(() => state.setState({ laidOut }), [state, laidOut]);
  return useMemo(() => ({ state, page, editor, camera, show }), [state, page, editor, camera, show]);
}

/** What a problem points at; an attachment is shown by its decky, the maze as a whole by nothing. */
function selectionFor({ target }: IssueResponse, deckyOfEdge: (edgeId: string) => string | undefined): Selection {
  if (target.id === null || target.kind === 'topology') return null;
  if (target.kind !== 'edge') return { kind: target.kind, id: target.id };
  const deckyId = deckyOfEdge(target.id);
  return deckyId === undefined ? null : { kind: 'decky', id: deckyId };
}

/** Whether the outline is shown. The key that shows it goes to it when it is there. */
function useOutline() {
  const [outline, setOutline] = useState(false);
  const before = useRef<Element | null>(null);
  return {
    outline,
    showOutline: () => {
      if (!outline) before.current = document.activeElement;
      setOutline(true);
      document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]')?.focus();
    },
    hideOutline: () => {
      setOutline(false);
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
  };
}

export function MazeWorkspace() {
  const store = useMazePageStore();
  const camera = useCamera();
  const name = useMazePage((state) => state.maze.info.name);
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const edges = useMazePage((state) => state.maze.edges);
  const { laidOut, error, show: showLayout } = useLayout({ lans, deckies, edges });
  const hands = useNewHands(laidOut, showLayout);
  const [tab, setTab] = useState<DockTab>('feed');
  const [open, setOpen] = useState(true);
  const { outline, showOutline, hideOutline } = useOutline();
  const goTo = useGoTo(laidOut);
  useTitle(name);
  const show = (wanted: DockTab): void => {
    setTab(wanted);
    setOpen(true);
  };
  const goToIssue = (issue: IssueResponse): void => {
    const selection = selectionFor(issue, (edgeId) => store.getState().maze.edges[edgeId]?.deckyId);
    if (selection !== null) return goTo(selection);
    if (laidOut !== null && boundsOf(Object.values(laidOut.layout.lans)) !== null) camera.fit();
  };
  return (
    <HandsProvider value={hands}>
      <div className={styles.workspace} data-dock={open ? 'open' : 'closed'}>
        <MazeHeader laidOut={laidOut} onRefused={() => show('problems')} />
        <Finders onGoTo={goTo} onProblems={() => show('problems')} onInspect={focusInspector} onOutline={showOutline} />
        <div className={styles.canvas} data-canvas>
          <Palette />
          {outline && <Outline onGoTo={goTo} onInspect={focusInspector} onClose={hideOutline} />}
          <div className={styles.drawing}><MazeCanvas laidOut={laidOut} error={error} /><Notices onGoTo={goTo} /></div>
        </div>
        <Inspector structure={laidOut?.structure ?? null} onGoTo={goTo} />
        <Dock tab={tab} open={open} onTab={show} onToggle={() => setOpen(!open)} onGoToIssue={goToIssue} onGoToDecky={(id) => goTo({ kind: 'decky', id })} />
        <HandKeys />
        <CanvasMenu />
        <AddManyDialog />
      </div>
    </HandsProvider>
  );
}
