import { IconX } from '@tabler/icons-react';
import { useReadOnlyReason } from '../../features/auth/role';
import { ActionIconButton } from '../../ui/ActionButton';
import { clockTime, fullTime } from '../../ui/time';
import type { KnownMutation } from '../live/queue';
import { cancelReason, reasonParts, STAGE_LOOKS, stageOf, type Stage } from './stage';
import { useCancel } from './useQueue';
import styles from './Queue.module.css';

/** Icon and word; for one that waits, how many are before it. */
function StageMark({ stage, ahead }: { stage: Stage; ahead: number }) {
  const look = STAGE_LOOKS[stage];
  return (
    <span className={`dn-tone ${styles.stage}`} data-tone={look.tone}>
      <look.icon size={15} stroke={2} className={look.moving ? 'spin' : undefined} aria-hidden="true" />{look.word}
      {stage === 'waiting' && <span className={styles.ahead}>{ahead === 0 ? 'next' : `${ahead.toLocaleString('en')} before it`}</span>}
    </span>
  );
}

function Reason({ reason }: { reason: string }) {
  const { code, text } = reasonParts(reason);
  return <span className={styles.reason}>{text} {code !== null && <code className={styles.code}>{code}</code>}</span>;
}

function Cancel({ id, stage, sentence }: { id: string; stage: Stage; sentence: string }) {
  const readOnly = useReadOnlyReason();
  const cancel = useCancel(id);
  return (
    <ActionIconButton size="sm" label={`Cancel: ${sentence}`} reason={readOnly ?? cancelReason(stage)} loading={cancel.isPending} onAct={() => cancel.mutate()}>
      <IconX size={15} />
    </ActionIconButton>
  );
}

interface QueueRowProps { mutation: KnownMutation; sentence: string; ahead: number; unseen: boolean }

export function QueueRow({ mutation, sentence, ahead, unseen }: QueueRowProps) {
  const { id, requestedAt, requestedBy, reason } = mutation;
  const stage = stageOf(mutation);
  return (
    <tr data-mutation={id} data-stage={stage} data-unseen={unseen || undefined}>
      <td><StageMark stage={stage} ahead={ahead} /></td>
      <td className={styles.what}>{sentence}{stage === 'failed' && reason !== null && <Reason reason={reason} />}</td>
      <td>{requestedBy ?? '–'}</td>
      <td className={styles.time}>{requestedAt === null ? '–' : <time dateTime={requestedAt} title={fullTime(requestedAt)}>{clockTime(requestedAt)}</time>}</td>
      <td className={styles.act}>{(stage === 'waiting' || stage === 'applying') && <Cancel id={id} stage={stage} sentence={sentence} />}</td>
    </tr>
  );
}
