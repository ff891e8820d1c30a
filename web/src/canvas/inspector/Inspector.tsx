import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { onDemand } from '../../ui/onDemand';
import { useMazePage, useMazePageStore, type Selection } from '../live/store';
import type { Structure } from '../layout/structure';
import { GoneDetails } from './GoneDetails';
import { MazeDetails } from './MazeDetails';
import styles from './Inspector.module.css';

const BulkDetails = onDemand(async () => (await import('../hands/BulkDetails')).BulkDetails);
const DeckyDetails = onDemand(async () => (await import('./DeckyDetails')).DeckyDetails);
const LanDetails = onDemand(async () => (await import('./LanDetails')).LanDetails);

const INSPECTOR_ID = 'inspector';

export type GoTo = (selection: Selection) => void;

/** Where the keyboard goes on after choosing something; its fields come next. */
export function focusInspector(): void {
  requestAnimationFrame(() => document.getElementById(INSPECTOR_ID)?.focus());
}

/** Everything about what is selected; about the maze when nothing is. */
export function Inspector({ structure, onGoTo }: { structure: Structure | null; onGoTo: GoTo }) {
  const store = useMazePageStore();
  const selection = useMazePage((state) => state.selection);
  const count = useMazePage((state) => state.selected.size);
  const decky = useMazePage((state) => (selection?.kind === 'decky' ? state.maze.deckies[selection.id] : undefined));
  const lan = useMazePage((state) => (selection?.kind === 'lan' ? state.maze.lans[selection.id] : undefined));
  const gone = selection !== null && decky === undefined && lan === undefined;
  return (
    <aside id={INSPECTOR_ID} className={styles.inspector} data-selected={count > 0 || undefined} aria-label="Inspector" tabIndex={0}>
      {count > 0 && (
        <Tooltip label="Clear the selection">
          <ActionIcon className={styles.close} variant="subtle" color="gray" aria-label="Clear the selection" onClick={() => store.setState({ selection: null })}><IconX size={16} /></ActionIcon>
        </Tooltip>
      )}
      {decky !== undefined && <DeckyDetails decky={decky} onGoTo={onGoTo} />}
      {lan !== undefined && <LanDetails lan={lan} structure={structure} onGoTo={onGoTo} />}
      {gone && <GoneDetails selection={selection} />}
      {count > 1 && <BulkDetails />}
      {(gone || (selection === null && count < 2)) && <MazeDetails />}
    </aside>
  );
}
