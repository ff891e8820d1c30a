import { DECKY_STATES } from '@decnet/domain';
import { DECKY_LOOKS } from '../../ui/status';
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
        return count === 0 ? null : <li key={name}><look.icon size={15} className={look.moving ? 'spin' : undefined} color={`var(--mantine-color-${look.color}-6)`} aria-hidden="true" />{look.word}<span className={`${styles.end} tabular`}>{count}</span></li>;
      })}
    </ul>
  );
}
