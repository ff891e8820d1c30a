import { Text, Title } from '@mantine/core';
import { useMazePage, type Selection } from '../live/store';
import styles from './Inspector.module.css';

/** What was selected and is no longer there: it was removed while somebody looked at it, or before. */
export function GoneDetails({ selection: { kind, id } }: { selection: NonNullable<Selection> }) {
  const name = useMazePage((state) => state.maze.former[id]);
  const what = kind === 'lan' ? 'LAN' : 'decky';
  return (
    <div className={styles.title} role="status">
      <div>
        <Title order={2} fz={15}>{name ?? `This ${what}`} is gone</Title>
        <Text size="xs" c="dimmed">The {what} was removed from the maze.{kind === 'decky' && ' What it caught stays in the feed.'}</Text>
      </div>
    </div>
  );
}
