import { Popover, Text, Title, UnstyledButton } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { describeError } from '../../api/problem';
import { workersApi } from '../../api/routes';
import { healthOf, WORKER_LOOKS } from './health';
import { WorkerList } from './WorkerList';
import styles from './Workers.module.css';

/** As often as workers tell of themselves. Hidden pages do not ask. */
const ASK_EVERY_MS = 10_000;

/** Whether everything that keeps mazes running is well; opens the list of it. */
export function WorkersMark() {
  const title = useId();
  const { data, error } = useQuery({ queryKey: ['workers'], queryFn: ({ signal }) => workersApi.list(signal), refetchInterval: ASK_EVERY_MS, refetchOnWindowFocus: true, retry: false });
  if (data === undefined && error === null) return null;
  // An old answer is no answer: workers may have died with the server.
  const health = error === null && data !== undefined ? healthOf(data.data) : null;
  const [Icon, tone, text] = health === null ? [IconHelpCircle, 'idle', 'workers unknown'] : [WORKER_LOOKS[health.state].icon, WORKER_LOOKS[health.state].tone, health.text];
  return (
    <Popover position="bottom-end" shadow="lg" width={440} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.mark} data-workers={health?.state ?? 'unknown'}>
          <span className={`dn-tone ${styles.icon}`} data-tone={tone}><Icon size={16} stroke={2} aria-hidden="true" /></span>{text}
        </UnstyledButton>
      </Popover.Target>
      <span className={styles.hidden} role="status">{health === null || health.state === 'alive' ? '' : text}</span>
      <Popover.Dropdown className={styles.dropdown} aria-labelledby={title}>
        <Title order={2} fz={14} id={title} tabIndex={-1} data-autofocus className={styles.title}>Workers</Title>
        {error === null && data !== undefined ? <WorkerList workers={data.data} /> : <Text size="sm" c="dimmed" px="md" pb="sm">Their state cannot be told. {describeError(error)}</Text>}
      </Popover.Dropdown>
    </Popover>
  );
}
