import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutGridAdd, IconServerBolt, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { ActionIconButton } from '../../ui/ActionButton';
import { DeckyRelations } from '../inspector/DeckyRelations';
import type { GoTo } from '../inspector/Inspector';
import { useMazePage, useMazePageStore } from '../live/store';
import { Row } from './Row';
import type { OutlineRow } from './rows';
import { useOutlineDeeds } from './useOutlineDeeds';
import { useOutlineKeys } from './useOutlineKeys';
import { currentRow, selectionOf, useRows, useTroubles } from './useRows';
import { ROW_HEIGHT, useWindow } from './useWindow';
import styles from './Outline.module.css';

const rowElement = (tree: HTMLElement | null, key: string | undefined): HTMLElement | null => tree?.querySelector(`[data-key="${CSS.escape(key ?? '')}"]`) ?? null;

/** The focus is on the row of what is selected: at first, and as long as it is in the tree. */
function useRowFocus(tree: RefObject<HTMLDivElement | null>, key: string | undefined): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const row = rowElement(tree.current, key);
    const isHere = tree.current?.contains(document.activeElement) === true && document.activeElement?.tagName !== 'INPUT';
    if (isFirst.current || isHere) row?.focus();
    else row?.scrollIntoView({ block: 'nearest' });
    isFirst.current = false;
  }, [tree, key]);
}

/** Handlers for memoised rows: the same for as long as the outline is there. */
function useStable<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  useEffect(() => { latest.current = run; });
  return useCallback((...args: A) => latest.current(...args), []);
}

interface HeadProps { reason: string | null; lanId: string | null; onAddLan(): void; onAddDecky(lanId: string): void; onClose(): void }

function Head({ reason, lanId, onAddLan, onAddDecky, onClose }: HeadProps) {
  return (
    <div className={styles.head}>
      <h2 className={styles.heading}>Outline</h2>
      <ActionIconButton label="Add a LAN" reason={reason} onAct={onAddLan}><IconLayoutGridAdd size={17} /></ActionIconButton>
      <ActionIconButton label="Add a decky" reason={reason ?? (lanId === null ? 'Choose the LAN first.' : null)} onAct={() => { if (lanId !== null) onAddDecky(lanId); }}><IconServerBolt size={17} /></ActionIconButton>
      <Tooltip label="Hide the outline"><ActionIcon variant="subtle" color="gray" aria-label="Hide the outline" onClick={onClose}><IconX size={16} /></ActionIcon></Tooltip>
    </div>
  );
}

interface OutlineProps { onGoTo: GoTo; onInspect(): void; onClose(): void }

/** The maze as a tree: a second editor, equal to the drawing, for the keyboard alone. */
export function Outline({ onGoTo, onInspect, onClose }: OutlineProps) {
  const store = useMazePageStore();
  const selection = useMazePage((state) => state.selection);
  const parts = useRows();
  const { rows, structure, fold } = parts;
  const troubles = useTroubles();
  const current = currentRow(rows, selection, structure);
  const { reason, lanOf, addLan, addDecky, run, renaming, setRenaming, asking, setAsking, told, setTold } = useOutlineDeeds(parts, onGoTo, onInspect);
  const tree = useRef<HTMLDivElement>(null);
  const shown = useWindow(tree, rows.length, current === undefined ? -1 : rows.indexOf(current));
  useRowFocus(tree, current?.key);
  const go = (row: OutlineRow): void => store.setState({ selection: selectionOf(row) });
  const onKeyDown = useOutlineKeys(rows, current, { go, fold, run, leave: onClose });
  const pick = useStable((key: string) => {
    const row = rows.find((one) => one.key === key);
    if (row !== undefined) onGoTo(selectionOf(row));
  });
  const renamed = useStable((what: string | null) => {
    requestAnimationFrame(() => rowElement(tree.current, renaming ?? '')?.focus());
    setRenaming(null);
    if (what !== null) setTold(what);
  });
  return (
    <section className={styles.outline} aria-label="Outline">
      <Head reason={reason} lanId={current === undefined ? null : lanOf(current)} onAddLan={addLan} onAddDecky={addDecky} onClose={onClose} />
      <div className={styles.tree} role="tree" aria-label="LANs and deckies" ref={tree} onKeyDown={onKeyDown}>
        <div role="presentation" className={styles.lines} style={{ height: rows.length * ROW_HEIGHT }}>
          {shown.flatMap((at) => rows.slice(at, at + 1).map((row) => (
            <Row
              key={row.key} row={row} top={at * ROW_HEIGHT} residents={row.kind === 'lan' ? structure.residents[row.id]?.length ?? 0 : 0} current={row.key === current?.key}
              problems={troubles.get(row.id) ?? 0} renaming={row.key === renaming} onPick={pick} onFold={fold} onRenamed={renamed}
            />
          )))}
        </div>
      </div>
      <div className={styles.told} role="status">{told}</div>
      {asking !== null && <DeckyRelations {...asking} onClose={() => setAsking(null)} onDone={setTold} />}
    </section>
  );
}
