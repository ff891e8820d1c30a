import { useCallback, useMemo, useState } from 'react';
import { structureOf, type Structure } from '../layout/structure';
import { useMazePage, type Selection } from '../live/store';
import { useIssues } from '../panels/issues';
import { keyOf, MAZE_KEY, rowsOf, type OutlineRow } from './rows';

/** What is selected when this row is. */
export const selectionOf = ({ kind, id }: OutlineRow): Selection => (kind === 'maze' ? null : { kind, id });

export interface Rows { rows: OutlineRow[]; structure: Structure; fold(key: string): void; unfold(lanId: string): void }

/** The lines of the outline as they are now. */
export function useRows(): Rows {
  const name = useMazePage((state) => state.maze.info.name);
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const edges = useMazePage((state) => state.maze.edges);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const structure = useMemo(() => structureOf({ lans, deckies, edges }), [lans, deckies, edges]);
  const rows = useMemo(() => rowsOf({ lans, deckies, edges }, structure, name, folded), [lans, deckies, edges, structure, name, folded]);
  const fold = useCallback((key: string) => setFolded((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key])), []);
  const unfold = useCallback((lanId: string) => setFolded((before) => (before.has(keyOf('lan', lanId)) ? new Set([...before].filter((one) => one !== keyOf('lan', lanId))) : before)), []);
  return { rows, structure, fold, unfold };
}

/** The row of what is selected; of its LAN where that is folded; else the maze. */
export function currentRow(rows: readonly OutlineRow[], selection: Selection, { homes }: Structure): OutlineRow | undefined {
  const find = (key: string): OutlineRow | undefined => rows.find((row) => row.key === key);
  if (selection === null) return find(MAZE_KEY);
  const home = selection.kind === 'decky' ? homes[selection.id]?.lanId : undefined;
  return find(keyOf(selection.kind, selection.id)) ?? (home === undefined ? undefined : find(keyOf('lan', home))) ?? find(MAZE_KEY);
}

/** Problems by what they are about; an attachment's belong to its decky. */
export function useTroubles(): ReadonlyMap<string, number> {
  const { issues } = useIssues();
  const edges = useMazePage((state) => state.maze.edges);
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { target } of issues) {
      const id = target.kind === 'edge' ? edges[target.id ?? '']?.deckyId : target.id;
      if (id !== undefined && id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }, [issues, edges]);
}
