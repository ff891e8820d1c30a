import { Loader } from '@mantine/core';
import {
  IconArrowBackUp, IconArrowForwardUp, IconBoxMultiple, IconHandStop, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconLock, IconLockOpen, IconPointer, IconSitemap, type Icon,
} from '@tabler/icons-react';
import { ActionIconButton } from '../../ui/ActionButton';
import { useEditPermission, useEditState } from '../editing';
import { Panel } from '../flow';
import { useMazePage } from '../live/store';
import { stepBack, tidy } from './actions';
import { useHands, useHandsState, type Mode } from './hands';
import { useWhyNot } from './useWhyNot';
import styles from './hands.module.css';

const MODES: readonly { mode: Mode; label: string; icon: Icon }[] = [
  { mode: 'select', label: 'Select and move (V)', icon: IconPointer },
  { mode: 'pan', label: 'Move the view (H)', icon: IconHandStop },
  { mode: 'marquee', label: 'Select an area (M)', icon: IconBoxMultiple },
];

function Steps() {
  const hands = useHands();
  const permission = useEditPermission();
  const undo = useEditState(({ undoLabel }) => undoLabel);
  const redo = useEditState(({ redoLabel }) => redoLabel);
  const reason = (label: string | null, what: string): string | null => (permission.allowed ? (label === null ? `There is nothing to ${what}.` : null) : permission.reason);
  return (
    <>
      <ActionIconButton label={undo === null ? 'Undo' : `Undo: ${undo}`} reason={reason(undo, 'undo')} onAct={() => stepBack(hands, 'undo')}><IconArrowBackUp size={18} /></ActionIconButton>
      <ActionIconButton label={redo === null ? 'Redo' : `Redo: ${redo}`} reason={reason(redo, 'do again')} onAct={() => stepBack(hands, 'redo')}><IconArrowForwardUp size={18} /></ActionIconButton>
    </>
  );
}

/** What the pointer does, and what concerns the whole drawing. */
export function Toolbar() {
  const hands = useHands();
  const mode = useHandsState((state) => state.mode);
  const locked = useHandsState((state) => state.locked);
  const tidying = useHandsState((state) => state.tidying);
  const open = useHandsState((state) => state.paletteOpen);
  const some = useMazePage((state) => state.selected.size > 0);
  const reason = useWhyNot();
  const Side = open ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  const Lock = locked ? IconLock : IconLockOpen;
  return (
    <Panel position="top-center" className={styles.panel}>
      <div className={styles.toolbar} role="toolbar" aria-label="Tools of the drawing">
        <ActionIconButton label={open ? 'Fold the palette away (P)' : 'Palette (P)'} reason={null} aria-pressed={open} onAct={() => hands.state.setState({ paletteOpen: !open })}><Side size={18} /></ActionIconButton>
        <span className={styles.divider} />
        {MODES.map(({ mode: one, label, icon: ModeIcon }) => (
          <ActionIconButton key={one} label={label} reason={null} aria-pressed={mode === one} variant={mode === one ? 'light' : 'subtle'} color={mode === one ? 'iris' : 'gray'} onAct={() => hands.state.setState({ mode: one })}><ModeIcon size={18} /></ActionIconButton>
        ))}
        <span className={styles.divider} />
        <Steps />
        <span className={styles.divider} />
        <ActionIconButton label={some ? 'Tidy what is selected (T)' : 'Tidy everything (T)'} reason={tidying ? 'It is being tidied.' : reason} onAct={() => void tidy(hands)}>
          {tidying ? <Loader size={16} /> : <IconSitemap size={18} />}
        </ActionIconButton>
        <ActionIconButton label={locked ? 'Unlock the drawing' : 'Lock the drawing'} reason={null} aria-pressed={locked} variant={locked ? 'light' : 'subtle'} color={locked ? 'honey' : 'gray'} onAct={() => hands.state.setState({ locked: !locked, hint: null })}><Lock size={18} /></ActionIconButton>
      </div>
    </Panel>
  );
}
