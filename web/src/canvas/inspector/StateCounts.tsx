import { DECKY_STATES } from '@decnet/domain';
import { DECKY_LOOKS } from '../../ui/status';
import { DeckyStateIcon } from '../../ui/StatusBadge';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import styles from './Inspector.module.css';

/** How many deckies are in which state. */
export function StateCounts() {
  const counts = useMazePage((state) => DECKY_STATES.map((name) => Object.keys(state.maze.deckies).filter((id) => observationOf(state.maze, id).state === name).length).join(','));
  const numbers = counts.split(',').map(Number);
  return (
    <ul className={styles.rows} style={{ marginTop: 8 }}>
      {DECKY_STATES.map((name, index) => {
        const look = DECKY_LOOKS[name];
        const count = numbers[index] ?? 0;
        return count === 0 ? null : <li key={name}><span aria-hidden="true" style={{ display: 'inline-flex' }}><DeckyStateIcon state={name} /></span>{look.word}<span className={`${styles.end} tabular`}>{count}</span></li>;
      })}
    </ul>
  );
}
