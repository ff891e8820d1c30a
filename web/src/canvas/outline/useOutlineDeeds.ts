import { useState } from 'react';
import type { Decky } from '@decnet/domain';
import type { GoTo } from '../inspector/Inspector';
import type { Relation } from '../inspector/DeckyRelations';
import { useAdding } from '../inspector/useAdding';
import { useDeeds } from '../inspector/useDeed';
import { useMazePageStore } from '../live/store';
import { neighbourOf, type OutlineRow } from './rows';
import { selectionOf, type Rows } from './useRows';

/** What the outline does to the maze, and what it has to say of it. */
export function useOutlineDeeds({ rows, structure, unfold }: Rows, onGoTo: GoTo, onInspect: () => void) {
  const store = useMazePageStore();
  const deeds = useDeeds();
  const adding = useAdding();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ decky: Decky; relation: Relation } | null>(null);
  const [told, setTold] = useState('');
  const lanOf = (row: OutlineRow): string | null => (row.kind === 'lan' ? row.id : row.kind === 'decky' ? structure.homes[row.id]?.lanId ?? null : null);
  const addLan = (): void => {
    const added = adding.lan();
    if (added !== null) setTold(`Added LAN ${added.name}`);
  };
  const addDecky = (lanId: string): void => {
    unfold(lanId);
    const added = adding.decky(lanId);
    if (added !== null) setTold(`Added decky ${added.name}`);
  };
  const remove = (row: OutlineRow): void => {
    const next = neighbourOf(rows, row);
    if (!deeds.act([row.kind === 'lan' ? { op: 'remove_lan', lan: row.id } : { op: 'remove_decky', decky: row.id }], `Remove ${row.name}`)) return;
    setTold(`Removed ${row.name}`);
    store.setState({ selection: next === undefined ? null : selectionOf(next) });
  };
  const ask = (relation: Relation, row: OutlineRow): boolean => {
    const decky = store.getState().maze.deckies[row.id];
    if (row.kind !== 'decky' || decky === undefined) return false;
    if (deeds.reason === null) setAsking({ decky, relation });
    else deeds.act([], `${relation} ${row.name}`);
    return true;
  };
  const rename = (row: OutlineRow): void => {
    if (deeds.reason === null) setRenaming(row.key);
    else deeds.act([], `rename ${row.name}`);
  };
  const run = (id: string, row: OutlineRow): boolean => {
    const lan = lanOf(row);
    switch (id) {
      case 'outline-inspect': onGoTo(selectionOf(row)); onInspect(); return true;
      case 'outline-rename': if (row.kind !== 'maze') rename(row); return row.kind !== 'maze';
      case 'outline-add': if (lan === null) addLan(); else addDecky(lan); return true;
      case 'outline-delete': if (row.kind !== 'maze') remove(row); return row.kind !== 'maze';
      case 'outline-move': return ask('move', row);
      case 'outline-connect': return ask('connect', row);
      case 'outline-detach': return ask('detach', row);
      default: return false;
    }
  };
  return { reason: deeds.reason, lanOf, addLan, addDecky, run, renaming, setRenaming, asking, setAsking, told, setTold };
}
