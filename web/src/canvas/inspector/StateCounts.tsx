import { DECKY_STATES, type DeckyState } from '@decnet/domain';
import { DECKY_LOOKS } from '../../ui/status';
import { DeckyStateIcon } from '../../ui/StatusBadge';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import styles from './Inspector.module.css';

function Row({ state, count }: { state: DeckyState; count: number }) {
  return (
    <li>
      <span aria-hidden="true" style={{ display: 'inline-flex' }}><DeckyStateIcon state={state} /></span>
      {DECKY_LOOKS[state].word}
      <span className={`${styles.end} tabular`}>{count}</span>
    </li>
  );
}

/** How many deckies are in which state; states in which none is are left out. */
export function StateCounts() {
  // As one string, so that the list is drawn again only when a number changes.
  const counts = useMazePage(({ maze }) => {
    const states = Object.keys(maze.deckies).map((id) => observationOf(maze, id).state);
    return DECKY_STATES.map((name) => states.filter((state) => state === name).length).join(',');
  });
  const numbers = counts.split(',').map(Number);
  return (
    <ul className={styles.rows} style={{ marginTop: 8 }}>
      {DECKY_STATES.map((state, index) => ((numbers[index] ?? 0) === 0 ? null : <Row key={state} state={state} count={numbers[index] ?? 0} />))}
    </ul>
  );
}
