import { memo, type KeyboardEvent } from 'react';
import type { CapturedEventResponse } from '@decnet/contract';
import { IconRadar2 } from '@tabler/icons-react';
import { clockTime, fullTime } from '../../ui/time';
import { useMazePage } from '../live/store';
import { Announcer } from '../panels/Announcer';
import { describeEvent, sentence } from './describeEvent';
import styles from './Feed.module.css';

interface RowProps { event: CapturedEventResponse; fresh: boolean; onGoToDecky(deckyId: string): void }

function What({ event }: { event: CapturedEventResponse }) {
  const { verb, quoted, outcome, tone } = describeEvent(event);
  return (
    <span className={styles.what} title={quoted ?? undefined}>
      <span>{verb}</span>
      {quoted !== null && <code className={styles.quoted}>{quoted}</code>}
      {outcome !== null && <span className={styles.outcome} data-tone={tone}>{outcome}</span>}
    </span>
  );
}

const Row = memo(({ event, fresh, onGoToDecky }: RowProps) => {
  const selected = useMazePage((state) => state.selection?.kind === 'decky' && state.selection.id === event.deckyId);
  const go = (): void => onGoToDecky(event.deckyId);
  const onKeyDown = (key: KeyboardEvent): void => {
    if (key.key === 'Enter' || key.key === ' ') {
      key.preventDefault();
      go();
    }
  };
  return (
    <tr
      className={styles.row} data-seq={event.seq} data-fresh={fresh || undefined} data-tone={describeEvent(event).tone} data-selected={selected || undefined}
      tabIndex={0} onClick={go} onKeyDown={onKeyDown}
    >
      <td className={styles.time}><time dateTime={event.at} title={fullTime(event.at)}>{clockTime(event.at)}</time></td>
      <td className={styles.source}>{event.srcIp}</td>
      <td className={styles.decky}>{event.deckyName}{event.lan !== null && <span className={styles.lan}>{event.lan}</span>}</td>
      <td className={styles.service}>{event.service}</td>
      <td><What event={event} /></td>
    </tr>
  );
});
Row.displayName = 'Row';

function Quiet() {
  const status = useMazePage((state) => state.maze.info.status);
  const running = status === 'active' || status === 'degraded';
  return (
    <div className={styles.quiet}>
      <IconRadar2 size={26} stroke={1.4} aria-hidden="true" />
      <span>{running ? 'Listening. Nobody has touched a decky yet.' : 'Nothing was caught. Events appear here as soon as the maze is deployed and somebody touches a decky.'}</span>
    </div>
  );
}

/** What decoys caught, newest first; a row leads to its decky. */
export function Feed({ onGoToDecky }: { onGoToDecky(deckyId: string): void }) {
  const events = useMazePage((state) => state.feed.events);
  const openedAt = useMazePage((state) => state.feed.openedAt);
  const newest = events[0];
  return (
    <>
      <Announcer newest={newest === undefined ? null : { seq: newest.seq, text: sentence(newest) }} />
      {events.length === 0 ? <Quiet /> : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={styles.time}>Time</th>
              <th className={styles.source}>Source</th>
              <th className={styles.decky}>Decky</th>
              <th className={styles.service}>Service</th>
              <th>What happened</th>
            </tr>
          </thead>
          <tbody>{events.map((event) => <Row key={event.seq} event={event} fresh={event.seq > openedAt} onGoToDecky={onGoToDecky} />)}</tbody>
        </table>
      )}
    </>
  );
}
