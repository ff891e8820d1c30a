import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconStack2 } from '@tabler/icons-react';
import { LIVE_STATUSES } from '@decnet/domain';
import { ErrorPanel } from '../../ui/ErrorPanel';
import feed from '../feed/Feed.module.css';
import { markSeen, type KnownMutation } from '../live/queue';
import { useMazePage, useMazePageStore } from '../live/store';
import panels from '../panels/panels.module.css';
import type { NameOf } from './describeOp';
import { sentenceOf } from './names';
import { QueueRow } from './QueueRow';
import { reasonParts } from './stage';
import { useLine, useNameOf, useQueueRows } from './useQueue';
import styles from './Queue.module.css';

/** From so many rows on, the one that is worked on may be out of sight. */
const LONG_LINE = 5;

/** Failures stay here until somebody says that they were seen. */
function Failures({ nameOf }: { nameOf: NameOf }) {
  const store = useMazePageStore();
  const unseen = useMazePage((state) => state.queue.unseen);
  const last = useMazePage((state) => state.queue.byId.get(state.queue.unseen.at(-1) ?? ''));
  if (last === undefined) return null;
  const { text, code } = reasonParts(last.reason ?? '');
  return (
    <div className={styles.failures}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span className={styles.failure}>
        <b>{unseen.length === 1 ? 'A change failed.' : `${unseen.length} changes failed, the last one:`}</b> {sentenceOf(last, nameOf)}: {text || code}
      </span>
      {unseen.length > 1 && <Button size="compact-xs" variant="default" onClick={() => store.setState({ queueFilter: 'failed' })}>Show them</Button>}
      <Button size="compact-xs" variant="default" onClick={() => store.setState((state) => ({ queue: markSeen(state.queue) }))}>Seen</Button>
    </div>
  );
}

function AtWork({ nameOf }: { nameOf: NameOf }) {
  const { applying, waiting } = useLine();
  if (applying === null || waiting < LONG_LINE) return null;
  return <div className={styles.atWork}>Now: {sentenceOf(applying, nameOf)}. {waiting.toLocaleString('en')} wait for their turn.</div>;
}

const NONE_OF = { pending: 'No change waits.', applying: 'No change is being applied.', applied: 'No change was applied yet.', failed: 'No change has failed.' } as const;

function Empty() {
  const filter = useMazePage((state) => state.queueFilter);
  const running = useMazePage((state) => LIVE_STATUSES.includes(state.maze.info.status));
  if (filter !== null) return <div className={panels.quiet}>{NONE_OF[filter]}</div>;
  return (
    <div className={`${feed.quiet} ${styles.quiet}`}>
      <IconStack2 size={26} stroke={1.4} aria-hidden="true" />
      <span>
        {running ? 'No changes. ' : 'No changes: this maze does not run. '}
        A change of a running maze lines up here and is made in its turn, without stopping what need not stop; until then it can be cancelled.
      </span>
    </div>
  );
}

function Rows({ rows, nameOf }: { rows: readonly KnownMutation[]; nameOf: NameOf }) {
  const unseen = new Set(useMazePage((state) => state.queue.unseen));
  const { ahead } = useLine();
  return (
    <table className={`${feed.table} ${styles.queue}`}>
      <thead>
        <tr>
          <th className={styles.colStage}>Stage</th>
          <th>Change</th>
          <th className={styles.colBy}>Asked by</th>
          <th className={styles.colTime}>At</th>
          <th className={styles.colAct}><span className={panels.hidden}>Cancel</span></th>
        </tr>
      </thead>
      <tbody>
        {rows.map((mutation) => (
          <QueueRow key={mutation.id} mutation={mutation} sentence={sentenceOf(mutation, nameOf)} ahead={ahead.get(mutation.id) ?? 0} unseen={unseen.has(mutation.id)} />
        ))}
      </tbody>
    </table>
  );
}

/** Changes of the running maze, newest first, each in its place while it goes from stage to stage. */
export function Queue() {
  const { rows, history } = useQueueRows();
  const nameOf = useNameOf(rows);
  if (history.isError) return <ErrorPanel what="The queue could not be loaded" error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data === undefined) return <div className={panels.quiet}><Loader size="sm" role="status" aria-label="Loading the queue" /></div>;
  return (
    <>
      {rows.length === 0 ? <Empty /> : <Rows rows={rows} nameOf={nameOf} />}
      {history.hasNextPage && (
        <div className={styles.older}><Button size="compact-xs" variant="subtle" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>Older</Button></div>
      )}
      {/* Below the rows: what comes and goes must not move them under a pointer that is about to cancel one. */}
      <div className={styles.below}>
        <AtWork nameOf={nameOf} />
        <Failures nameOf={nameOf} />
      </div>
    </>
  );
}
