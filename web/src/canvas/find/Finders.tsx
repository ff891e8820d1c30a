import { useState } from 'react';
import { useEditor, useEditPermission, useEditState } from '../editing';
import type { GoTo } from '../inspector/Inspector';
import { useAdding } from '../inspector/useAdding';
import { tell } from '../inspector/useDeed';
import { useKey } from '../keys/useKeys';
import { useMazePage, useMazePageStore } from '../live/store';
import { onDemand } from '../../ui/onDemand';

const KeysHelp = onDemand(async () => (await import('../keys/KeysHelp')).KeysHelp);
const CommandPalette = onDemand(async () => (await import('./CommandPalette')).CommandPalette);
const SearchDialog = onDemand(async () => (await import('./SearchDialog')).SearchDialog);

/** Commands that change the maze and need no pointer. */
function useEditingKeys(): void {
  const editor = useEditor();
  const store = useMazePageStore();
  const adding = useAdding();
  const permission = useEditPermission();
  const { undoLabel, redoLabel } = { undoLabel: useEditState((view) => view.undoLabel), redoLabel: useEditState((view) => view.redoLabel) };
  const lanId = useMazePage(({ selection, maze }) => {
    if (selection?.kind === 'lan') return selection.id;
    return selection === null ? null : Object.values(maze.edges).find(({ deckyId, isHome }) => isHome && deckyId === selection.id)?.lanId ?? null;
  });
  const allowed = permission.allowed ? true : permission.reason;
  useKey('undo', () => tell('Not undone', editor.undo()), undoLabel === null ? 'There is nothing to undo.' : allowed);
  useKey('redo', () => tell('Not done again', editor.redo()), redoLabel === null ? 'There is nothing to do again.' : allowed);
  useKey('add-lan', () => { adding.lan(); }, allowed);
  useKey('add-decky', () => { if (lanId !== null) adding.decky(lanId); }, allowed === true && (lanId === null || store.getState().maze.lans[lanId] === undefined) ? 'Select a LAN first.' : allowed);
}

interface FindersProps { onGoTo: GoTo; onProblems(): void; onInspect(): void; onOutline(): void }

/** Search, commands and the list of keys: each opens by its key, in front of the page. */
export function Finders({ onGoTo, onProblems, onInspect, onOutline }: FindersProps) {
  const [open, setOpen] = useState<'search' | 'commands' | 'help' | null>(null);
  const close = (): void => setOpen(null);
  useKey('search', () => setOpen('search'));
  useKey('commands', () => setOpen('commands'));
  useKey('help', () => setOpen('help'));
  useKey('problems', onProblems);
  useKey('inspector', onInspect);
  useKey('outline', onOutline);
  useEditingKeys();
  if (open === 'search') return <SearchDialog onGoTo={onGoTo} onClose={close} />;
  if (open === 'commands') return <CommandPalette onClose={close} />;
  return open === 'help' ? <KeysHelp onClose={close} /> : null;
}
