import type { WorkerResponse } from '@decnet/contract';
import { duration } from '../../ui/time';
import { TimeAgo } from '../../ui/TimeAgo';
import { sortedWorkers, WORKER_LOOKS } from './health';
import styles from './Workers.module.css';

function Worker({ worker: { worker, host, pid, uptimeS, lastWorkAt, lastSeenAt, state } }: { worker: WorkerResponse }) {
  const look = WORKER_LOOKS[state];
  return (
    <li className={styles.worker} data-worker={worker} data-state={state}>
      <span className={`dn-tone ${styles.state}`} data-tone={look.tone} title={look.help}><look.icon size={16} aria-hidden="true" /><span className={styles.word}>{look.word}</span></span>
      <span className={styles.who}><b>{worker}</b> <span className={styles.where}>{host}, pid {pid}</span></span>
      <span className={styles.fact}>{state === 'alive' ? `up ${duration(uptimeS)}` : <>heard <TimeAgo at={lastSeenAt} /></>}</span>
      <span className={styles.fact}>{lastWorkAt === null ? 'no work yet' : <>worked <TimeAgo at={lastWorkAt} /></>}</span>
    </li>
  );
}

export function WorkerList({ workers }: { workers: readonly WorkerResponse[] }) {
  if (workers.length === 0) return <p className={styles.none}>No worker has been heard of yet. Each tells of itself every few seconds while it runs.</p>;
  return <ul className={styles.list}>{sortedWorkers(workers).map((worker) => <Worker key={`${worker.worker} ${worker.host} ${worker.pid}`} worker={worker} />)}</ul>;
}
