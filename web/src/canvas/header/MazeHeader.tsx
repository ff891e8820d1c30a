import { ActionIcon, Group, Progress, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { TopologyStatus } from '@decnet/domain';
import { Link } from 'react-router';
import { StatusBadge } from '../../ui/StatusBadge';
import type { LaidOut } from '../layout/useLayout';
import { useMazePage } from '../live/store';
import { Avatars } from '../presence/Avatars';
import { ConnectionMark } from './ConnectionMark';
import { DriftMark } from './DriftMark';
import { MazeActions } from './MazeActions';
import { SavingMark } from './SavingMark';
import { counted } from '../hands/deed';
import styles from './MazeHeader.module.css';

interface Running { running: number; total: number }

/** How far the deploy is; null when none is going on. Before the first word of the engine host it is counted from the states. */
function useDeployProgress(): Running | null {
  const progress = useMazePage((state) => state.maze.progress);
  const status = useMazePage((state) => state.maze.info.status);
  const total = useMazePage((state) => state.maze.info.deckyCount);
  const running = useMazePage((state) => Object.values(state.maze.observed).filter((decky) => decky.state === 'running').length);
  return status === 'deploying' ? progress ?? { running, total } : null;
}

function WorkBar({ progress, status }: { progress: Running | null; status: TopologyStatus }) {
  if (status === 'tearing_down') return <Progress className={styles.work} value={100} animated color="violet" size={3} radius={0} aria-label="Tearing down" />;
  if (progress === null) return null;
  const percent = progress.total === 0 ? 100 : (100 * progress.running) / progress.total;
  return <Progress className={styles.work} value={percent} animated size={3} radius={0} transitionDuration={200} aria-label="Deploying" />;
}

/** Name, status and what can be done with the maze. */
export function MazeHeader({ laidOut, onRefused }: { laidOut: LaidOut | null; onRefused(): void }) {
  const info = useMazePage((state) => state.maze.info);
  const progress = useDeployProgress();
  return (
    <div className={styles.header}>
      <div className={styles.row}>
        <Tooltip label="All mazes"><ActionIcon component={Link} to="/mazes" variant="subtle" color="gray" aria-label="All mazes"><IconArrowLeft size={18} /></ActionIcon></Tooltip>
        <div className={styles.title}>
          <Title order={1} className="ellipsis" fz={17} lh={1.3} title={info.name}>{info.name}</Title>
          <Text size="xs" c="dimmed" className="ellipsis">{counted(info.lanCount, 'LAN')} · {counted(info.deckyCount, 'decky', 'deckies')} · version {info.version}</Text>
        </div>
        <StatusBadge status={info.status} reason={info.statusReason} />
        {progress !== null && <Text size="sm" c="dimmed" className="tabular" role="status" style={{ whiteSpace: 'nowrap' }}>{progress.running} of {progress.total} running</Text>}
        <DriftMark />
        <ConnectionMark />
        <SavingMark />
        <Group gap={6} ml="auto" wrap="nowrap"><Avatars /><MazeActions laidOut={laidOut} onRefused={onRefused} /></Group>
      </div>
      <WorkBar progress={progress} status={info.status} />
    </div>
  );
}
