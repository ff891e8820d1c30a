import { ActionIcon, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { StatusBadge } from '../../ui/StatusBadge';
import { useMazePage } from '../live/store';
import { ConnectionMark } from './ConnectionMark';
import { MazeActions } from './MazeActions';
import styles from './MazeHeader.module.css';

function DeployProgress() {
  const progress = useMazePage((state) => state.maze.progress);
  const status = useMazePage((state) => state.maze.info.status);
  const total = useMazePage((state) => state.maze.info.deckyCount);
  const starting = useMazePage((state) => Object.values(state.maze.observed).filter((decky) => decky.state === 'running').length);
  if (status === 'tearing_down') return <Progress value={100} animated color="violet" size={4} radius={0} aria-label="Tearing down" />;
  if (status !== 'deploying') return null;
  const shown = progress ?? { running: starting, total };
  return (
    <div className={styles.progress} role="status">
      <Progress value={shown.total === 0 ? 100 : (100 * shown.running) / shown.total} animated size={4} radius={0} transitionDuration={200} aria-label="Deploying" />
      <Text size="xs" c="dimmed" className={styles.progressText}>{shown.running} of {shown.total} deckies running</Text>
    </div>
  );
}

/** Name, status and what can be done with the maze. */
export function MazeHeader({ onRefused }: { onRefused(): void }) {
  const info = useMazePage((state) => state.maze.info);
  return (
    <div className={styles.header}>
      <div className={styles.row}>
        <Tooltip label="All mazes"><ActionIcon component={Link} to="/mazes" variant="subtle" color="gray" aria-label="All mazes"><IconArrowLeft size={18} /></ActionIcon></Tooltip>
        <div className={styles.title}>
          <Title order={1} className="ellipsis" fz={17} lh={1.3} title={info.name}>{info.name}</Title>
          <Text size="xs" c="dimmed" className="ellipsis">{info.lanCount} LANs · {info.deckyCount} deckies · version {info.version}</Text>
        </div>
        <StatusBadge status={info.status} reason={info.statusReason} />
        <ConnectionMark />
        <Group gap={6} ml="auto" wrap="nowrap"><MazeActions onRefused={onRefused} /></Group>
      </div>
      <DeployProgress />
    </div>
  );
}
