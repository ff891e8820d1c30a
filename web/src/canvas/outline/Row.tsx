import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconNetwork, IconRoute, IconShieldHalf, IconSitemap } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { DECKY_LOOKS } from '../../ui/status';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { ArchetypeIcon } from '../nodes/ArchetypeIcon';
import { GatewayMark } from '../nodes/GatewayMark';
import { RenameField } from './RenameField';
import type { OutlineRow } from './rows';
import styles from './Outline.module.css';

function LanLine({ id, count }: { id: string; count: number }) {
  const lan = useMazePage((state) => state.maze.lans[id]);
  if (lan === undefined) return null;
  return (
    <>
      {lan.isDmz ? <IconShieldHalf size={16} role="img" aria-label="DMZ" className={styles.dmz} /> : <IconNetwork size={16} aria-hidden="true" className={styles.mark} />}
      <span className={styles.name}>{lan.name}</span>
      <span className={`${styles.detail} mono`}>{lan.subnet}</span>
      <span className={styles.count} aria-label={`${count} ${count === 1 ? 'decky' : 'deckies'}`}>{count}</span>
    </>
  );
}

function DeckyLine({ id, ip, away }: Pick<OutlineRow, 'id' | 'ip' | 'away'>) {
  const decky = useMazePage((state) => state.maze.deckies[id]);
  const state = useMazePage((page) => observationOf(page.maze, id).state);
  if (decky === undefined) return null;
  const look = DECKY_LOOKS[state];
  return (
    <>
      <span className={styles.mark}><ArchetypeIcon archetype={decky.archetype} size={16} /></span>
      <span className={styles.name}>{decky.name}</span>
      {away.length > 0 && <span className={styles.away} title={`Also in ${away.join(', ')}`}><IconRoute size={13} role="img" aria-label={`also in ${away.join(', ')}`} />{away.length > 1 && away.length}</span>}
      <span className={`${styles.detail} mono`}>{ip}</span>
      {decky.isGateway && <GatewayMark />}
      <span className="dn-tone" data-tone={look.tone} style={{ display: 'inline-flex' }}><look.icon size={14} role="img" aria-label={look.word} /></span>
    </>
  );
}

interface RowProps {
  row: OutlineRow;
  /** Where the line stands in the list, in pixels. */
  top: number;
  residents: number;
  current: boolean;
  problems: number;
  renaming: boolean;
  onPick(key: string): void;
  onFold(key: string): void;
  onRenamed(told: string | null): void;
}

function RowInner({ row, top, residents, current, problems, renaming, onPick, onFold, onRenamed }: RowProps) {
  const Fold = row.expanded === true ? IconChevronDown : IconChevronRight;
  const line: Record<OutlineRow['kind'], () => ReactNode> = {
    maze: () => <><IconSitemap size={16} aria-hidden="true" className={styles.mark} /><span className={styles.name}>{row.name}</span></>,
    lan: () => <LanLine id={row.id} count={residents} />,
    decky: () => <DeckyLine {...row} />,
  };
  return (
    <div
      role="treeitem" data-key={row.key} aria-level={row.level} aria-posinset={row.position} aria-setsize={row.siblings} aria-expanded={row.kind === 'lan' ? row.expanded ?? undefined : undefined}
      aria-selected={current} data-renaming={renaming || undefined} tabIndex={current ? 0 : -1} className={styles.row} style={{ top, paddingLeft: 6 + (row.level - 1) * 12 }} onClick={() => onPick(row.key)}
    >
      <span className={styles.fold} aria-hidden="true" onClick={(event) => { if (row.expanded !== null && row.kind === 'lan') { event.stopPropagation(); onFold(row.key); } }}>
        {row.kind === 'lan' && row.expanded !== null && <Fold size={14} />}
      </span>
      {renaming && row.kind !== 'maze' ? <RenameField kind={row.kind} id={row.id} name={row.name} onEnd={onRenamed} /> : line[row.kind]()}
      {problems > 0 && <IconAlertTriangle size={14} className={styles.trouble} role="img" aria-label={`${problems} ${problems === 1 ? 'problem' : 'problems'}`} />}
    </div>
  );
}

export const Row = memo(RowInner, (a, b) => a.top === b.top && a.residents === b.residents && a.current === b.current && a.problems === b.problems && a.renaming === b.renaming
  && JSON.stringify(a.row) === JSON.stringify(b.row) && a.onPick === b.onPick && a.onFold === b.onFold && a.onRenamed === b.onRenamed);
