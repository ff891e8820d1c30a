import { Button, Tooltip } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconCloudX } from '@tabler/icons-react';
import { tryAgainNow } from '../../api/eventStream';
import { useEditPermission, useEditState, type EditView } from '../editing';
import { useMazePage } from '../live/store';
import { savingLook } from './saving';
import styles from './MazeHeader.module.css';

const ICONS = { saved: IconCloudCheck, saving: IconCloudUp, offline: IconCloudOff, stuck: IconCloudX } as const;
const TONES: Record<EditView['saving'], string> = { saved: 'idle', saving: 'busy', offline: 'warn', stuck: 'bad' };

/** Whether the server has what the user did. Nothing for those who can do nothing. */
export function SavingMark() {
  const readOnly = useMazePage((state) => state.user.readOnly !== null);
  const saving = useEditState((view) => view.saving);
  const waiting = useEditState((view) => view.waiting);
  const permission = useEditPermission();
  if (readOnly) return null;
  const { kind, word, help } = savingLook(saving, waiting, permission.allowed ? null : permission.reason);
  const Mark = ICONS[kind];
  return (
    <>
      <Tooltip label={help}>
        <span className={styles.connection} data-tone={TONES[kind]} role="status" tabIndex={0} data-saving={kind} aria-label={`${word}. ${help}`}><Mark size={15} aria-hidden="true" />{word}</span>
      </Tooltip>
      {kind === 'offline' && <Button size="compact-xs" variant="light" onClick={tryAgainNow}>Try now</Button>}
    </>
  );
}
