import { Button, Loader } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { StatusEventResponse } from '@decnet/contract';
import { TOPOLOGY_STATUSES } from '@decnet/domain';
import { IconArrowRight } from '@tabler/icons-react';
import { topologiesApi } from '../../api/routes';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { StatusBadge } from '../../ui/StatusBadge';
import { fullTime } from '../../ui/time';
import { useMazePage } from '../live/store';
import styles from './panels.module.css';

function Status({ name }: { name: string }) {
  const status = TOPOLOGY_STATUSES.find((known) => known === name);
  return status === undefined ? <>{name}</> : <StatusBadge status={status} still />;
}

function Moment({ moment }: { moment: StatusEventResponse }) {
  return (
    <li className={styles.moment}>
      <time className={styles.when} dateTime={moment.at}>{fullTime(moment.at)}</time>
      {moment.from !== null && <><Status name={moment.from} /><IconArrowRight size={14} aria-label="to" /></>}
      <Status name={moment.to} />
      <span className={`${styles.why} ellipsis`}>{moment.reason ?? ''} by {moment.actor}</span>
    </li>
  );
}

/** Every change of status, newest first. */
export function History() {
  const id = useMazePage((state) => state.maze.info.id);
  const history = useInfiniteQuery({
    queryKey: ['maze-derived', id, 'status-events'],
    queryFn: ({ pageParam, signal }) => topologiesApi.statusEvents(id, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });
  if (history.isError) return <ErrorPanel what="The history could not be loaded" error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data === undefined) return <div className={styles.quiet}><Loader size="sm" role="status" aria-label="Loading the history" /></div>;
  const moments = history.data.pages.flatMap((page) => page.data);
  if (moments.length === 0) return <div className={styles.quiet}>Nothing has happened to its status yet.</div>;
  return (
    <ol className={styles.history} reversed>
      {moments.map((moment) => <Moment key={moment.seq} moment={moment} />)}
      {history.hasNextPage && <li><Button size="compact-xs" variant="subtle" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>Earlier</Button></li>}
    </ol>
  );
}
