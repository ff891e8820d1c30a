import { memo } from 'react';
import { IconAlertTriangle, IconFlame, IconServer2, IconShieldHalf } from '@tabler/icons-react';
import type { LanResponse } from '@decnet/contract';
import { Handle, Position, useDetail, useTextScale, type LanNodeProps } from '../flow';
import { useMazePage, type MazePageState } from '../live/store';
import { GhostMark } from './GhostMark';
import { OpenButton } from './OpenButton';
import { hitsOf, summaryOf, type LanSummary } from './lanSummary';
import styles from './nodes.module.css';

const FAR_TEXT_PX = 11;
const MARK_EM = 1.25;
const DIGIT_EM = 0.68;
const GAP_EM = 0.45;
/** Widest letter of the interface's fonts, in em: a name of n letters fits into n of these. */
const LETTER_EM = 0.68;

interface LanParts { lan: LanResponse; summary: LanSummary; hits: number }

/** Width of the line of counts, in em. */
function countsEm({ lan, summary, hits }: LanParts): number {
  const numbers = [summary.total, summary.troubled, hits].filter((count, index) => index === 0 || count > 0);
  const marks = numbers.reduce((sum, count) => sum + MARK_EM + GAP_EM + String(count).length * DIGIT_EM, 0);
  return marks + (lan.isDmz ? MARK_EM + GAP_EM : 0);
}

/** From far: the LAN says what its cards would, in letters that can still be read, as far as its box allows. */
function FarCard({ width, ...parts }: LanParts & { width: number }) {
  const { lan, summary, hits } = parts;
  const scale = useTextScale();
  const size = FAR_TEXT_PX * scale;
  return (
    <span className={styles.far} style={{ fontSize: size }}>
      <span className={styles.farName} style={{ fontSize: Math.min(size, width / (lan.name.length * LETTER_EM)) }}>{lan.name}</span>
      <span className={styles.farCount} style={{ fontSize: Math.min(size * 0.9, width / countsEm(parts)) }}>
        {lan.isDmz && <IconShieldHalf size="1.1em" className={styles.farHits} role="img" aria-label="DMZ" />}
        <span className={styles.farMark}><IconServer2 size="1em" role="img" aria-label="Deckies" />{summary.total}</span>
        {summary.troubled > 0 && <span className={styles.farMark} data-tone="warn"><IconAlertTriangle size="1em" role="img" aria-label="Not well" />{summary.troubled}</span>}
        {hits > 0 && <span className={`${styles.farMark} ${styles.farHits}`}><IconFlame size="1em" role="img" aria-label="Events" />{hits}</span>}
      </span>
    </span>
  );
}

function LanHead({ lan, summary }: Omit<LanParts, 'hits'>) {
  const deckies = `${summary.total} ${summary.total === 1 ? 'decky' : 'deckies'}`;
  return (
    <>
      <span className={styles.lanName}>{lan.name}</span>
      <span className={styles.cidr}>{lan.subnet}</span>
      {lan.isDmz && <span className={styles.dmz}>DMZ</span>}
      <span className={styles.count} title={deckies} aria-label={deckies}>{summary.total}</span>
    </>
  );
}

function LanBoxInner({ data: { lanId, residents, closed }, width = 0 }: LanNodeProps) {
  const detail = useDetail();
  const lan = useMazePage((state) => state.maze.lans[lanId]);
  const selected = useMazePage((state) => state.selected.has(lanId));
  const troubled = useMazePage((state: MazePageState) => summaryOf(state.maze, residents).troubled);
  const hits = useMazePage((state) => hitsOf(state.activity, residents));
  const ghost = useMazePage((state) => state.ghosts[lanId]);
  if (lan === undefined) return null;
  const summary = { total: residents.length, troubled };
  return (
    <div className={styles.lan} data-detail={closed ? 'far' : detail} data-closed={closed || undefined} data-dmz={lan.isDmz || undefined} data-selected={selected || undefined} data-hit={(closed && hits > 0) || undefined} data-lan={lan.name} data-ref-kind="lan" data-ref-id={lanId} data-ghost={ghost}>
      <GhostMark ghost={ghost} />
      <Handle type="target" position={Position.Bottom} isConnectable={false} className={styles.handle} />
      <Handle type="source" position={Position.Top} isConnectable={false} className={styles.handle} />
      <button type="button" className={`${closed ? styles.farButton : styles.lanHead} nopan`} aria-pressed={selected} data-grip="">
        {closed ? <FarCard lan={lan} summary={summary} hits={hits} width={width} /> : <LanHead lan={lan} summary={summary} />}
      </button>
      <OpenButton lanId={lanId} name={lan.name} closed={closed} count={residents.length} />
      {residents.length === 0 && !closed && <span className={styles.emptyLan}>No decky at home here</span>}
    </div>
  );
}

export const LanBox = memo(LanBoxInner);
