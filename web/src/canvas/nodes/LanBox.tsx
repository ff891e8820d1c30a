import { memo } from 'react';
import { IconFlame, IconShieldHalf } from '@tabler/icons-react';
import type { LanResponse } from '@decnet/contract';
import { Handle, Position, useDetail, useTextScale, type LanNodeProps } from '../flow';
import { useMazePage, useMazePageStore, type MazePageState } from '../live/store';
import { hitsOf, summaryOf, type LanSummary } from './lanSummary';
import styles from './nodes.module.css';

function DmzMark() {
  return <span className={styles.dmz}><IconShieldHalf size="1.1em" aria-hidden="true" />DMZ</span>;
}

/** From far: the LAN says what its cards would, in letters that can still be read. */
function FarCard({ lan, summary, hits }: { lan: LanResponse; summary: LanSummary; hits: number }) {
  const scale = useTextScale();
  return (
    <span className={styles.far} style={{ fontSize: 11 * scale }}>
      <span className={styles.farName}>{lan.name}{lan.isDmz && <DmzMark />}</span>
      <span className={styles.farCount}>
        {summary.total} {summary.total === 1 ? 'decky' : 'deckies'}
        {summary.troubled > 0 && <span className={styles.farTrouble}> · {summary.troubled} down</span>}
      </span>
      {hits > 0 && <span className={styles.farHits}><IconFlame size="1em" aria-hidden="true" />{hits}</span>}
    </span>
  );
}

function LanHead({ lan, summary }: { lan: LanResponse; summary: LanSummary }) {
  return (
    <>
      <span className={styles.lanName}>{lan.name}</span>
      <span className={styles.cidr}>{lan.subnet}</span>
      {lan.isDmz && <DmzMark />}
      <span className={styles.count}>{summary.total} {summary.total === 1 ? 'decky' : 'deckies'}</span>
    </>
  );
}

function LanBoxInner({ data: { lanId, residents } }: LanNodeProps) {
  const store = useMazePageStore();
  const detail = useDetail();
  const lan = useMazePage((state) => state.maze.lans[lanId]);
  const selected = useMazePage((state) => state.selection?.kind === 'lan' && state.selection.id === lanId);
  const troubled = useMazePage((state: MazePageState) => summaryOf(state.maze, residents).troubled);
  const hits = useMazePage((state) => hitsOf(state.activity, residents));
  if (lan === undefined) return null;
  const summary = { total: residents.length, troubled };
  const select = (): void => store.setState({ selection: { kind: 'lan', id: lanId } });
  return (
    <div className={styles.lan} data-detail={detail} data-dmz={lan.isDmz || undefined} data-selected={selected || undefined} data-hit={(detail === 'far' && hits > 0) || undefined} data-lan={lan.name}>
      <Handle type="target" position={Position.Right} isConnectable={false} className={styles.handle} />
      <Handle type="source" position={Position.Left} isConnectable={false} className={styles.handle} />
      <button type="button" className={detail === 'far' ? styles.farButton : styles.lanHead} aria-pressed={selected} onClick={select}>
        {detail === 'far' ? <FarCard lan={lan} summary={summary} hits={hits} /> : <LanHead lan={lan} summary={summary} />}
      </button>
      {residents.length === 0 && detail !== 'far' && <span className={styles.emptyLan}>No decky at home here</span>}
    </div>
  );
}

export const LanBox = memo(LanBoxInner);
