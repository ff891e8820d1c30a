import { useState } from 'react';
import type { IssueResponse } from '@decnet/contract';
import { useTitle } from '../ui/useTitle';
import { useCamera } from './flow';
import { Notices } from './conflicts/Notices';
import { boundsOf } from './layout/geometry';
import { useLayout, type LaidOut } from './layout/useLayout';
import { useMazePage, useMazePageStore, type Selection } from './live/store';
import { MazeCanvas } from './MazeCanvas';
import { MazeHeader } from './header/MazeHeader';
import { Dock, type DockTab } from './panels/Dock';
import { Inspector } from './inspector/Inspector';
import { boxOf } from './projection/project';
import styles from './MazeWorkspace.module.css';

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

/** What a problem points at; an attachment is shown by its decky, the maze as a whole by nothing. */
function selectionFor({ target }: IssueResponse, deckyOfEdge: (edgeId: string) => string | undefined): Selection {
  if (target.id === null || target.kind === 'topology') return null;
  if (target.kind !== 'edge') return { kind: target.kind, id: target.id };
  const deckyId = deckyOfEdge(target.id);
  return deckyId === undefined ? null : { kind: 'decky', id: deckyId };
}

export function MazeWorkspace() {
  const store = useMazePageStore();
  const camera = useCamera();
  const name = useMazePage((state) => state.maze.info.name);
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const edges = useMazePage((state) => state.maze.edges);
  const { laidOut, error } = useLayout({ lans, deckies, edges });
  const [tab, setTab] = useState<DockTab>('feed');
  const [open, setOpen] = useState(true);
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
    <div className={styles.workspace} data-dock={open ? 'open' : 'closed'}>
      <MazeHeader laidOut={laidOut} onRefused={() => show('problems')} />
      <div className={styles.canvas}><MazeCanvas laidOut={laidOut} error={error} /><Notices onGoTo={goTo} /></div>
      <Inspector structure={laidOut?.structure ?? null} onGoTo={goTo} />
      <Dock tab={tab} open={open} onTab={show} onToggle={() => setOpen(!open)} onGoToIssue={goToIssue} onGoToDecky={(id) => goTo({ kind: 'decky', id })} />
    </div>
  );
}
