import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowsSplit, IconBan, IconChevronDown, IconChevronUp, IconGitMerge, IconX, type Icon } from '@tabler/icons-react';
import { LIVE_STATUSES } from '@decnet/domain';
import { useMemo, useState } from 'react';
import { ActionButton } from '../../ui/ActionButton';
import { useEditor, useEditPermission, useEditState, type Conflict, type Notice, type Refusal } from '../editing';
import { useMazePage, type Selection } from '../live/store';
import { conflictsByNode } from './byNode';
import { questionOf } from './words';
import styles from './conflicts.module.css';

const LOOKS: Record<Notice['kind'], { icon: Icon; tone: string; word: string }> = {
  merged: { icon: IconGitMerge, tone: 'good', word: 'Merged' },
  refused: { icon: IconBan, tone: 'bad', word: 'Refused' },
  'undo-refused': { icon: IconBan, tone: 'warn', word: 'Cannot be taken back' },
  'not-editable': { icon: IconAlertTriangle, tone: 'warn', word: 'Not applied' },
  'maze-gone': { icon: IconAlertTriangle, tone: 'bad', word: 'Not saved' },
};

/** What doing it again means now. */
function retryWord(notice: Notice, live: boolean): string {
  return notice.kind === 'not-editable' && live ? 'Apply to the running maze' : 'Try again';
}

function NoticeRow({ notice }: { notice: Notice }) {
  const editor = useEditor();
  const permission = useEditPermission();
  const live = useMazePage((state) => LIVE_STATUSES.includes(state.server.info.status));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { icon: Mark, tone, word } = LOOKS[notice.kind];
  const again = notice.ops.length > 0;
  return (
    <li className={styles.notice} data-notice={notice.kind}>
      <Mark size={16} className="dn-tone" data-tone={tone} aria-hidden="true" />
      <div className={styles.said}>
        <b>{word}: {notice.label}</b>
        <span>{notice.message}</span>
        {notice.issues.length > 0 && notice.issues.map((issue) => <span key={issue.code + (issue.target.id ?? '')} className={styles.quiet}>{issue.message}</span>)}
        {refusal !== null && <span className={styles.refusal} role="alert">{refusal.message}</span>}
        {again && (
          <span className={styles.answers}>
            <ActionButton size="compact-xs" variant="light" reason={permission.allowed ? null : permission.reason} onAct={() => setRefusal(editor.retry(notice.id))}>{retryWord(notice, live)}</ActionButton>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => editor.dismiss(notice.id)}>Drop it</Button>
          </span>
        )}
      </div>
      {!again && <Tooltip label="Seen"><ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Seen: ${notice.label}`} onClick={() => editor.dismiss(notice.id)}><IconX size={14} /></ActionIcon></Tooltip>}
    </li>
  );
}

function ConflictRow({ conflict, onGoTo }: { conflict: Conflict; onGoTo(selection: Selection): void }) {
  const { node, label } = conflict;
  const show = (): void => {
    onGoTo({ kind: node.kind, id: node.id });
    document.querySelector<HTMLElement>(`[data-conflict-card="${CSS.escape(node.name)}"]`)?.focus({ preventScroll: true });
  };
  return (
    <li className={styles.notice} data-notice="conflict">
      <IconArrowsSplit size={16} className="dn-tone" data-tone="warn" aria-hidden="true" />
      <div className={styles.said}><b>Waits for you: {label}</b><span>{questionOf(conflict)}</span></div>
      <Button size="compact-xs" variant="light" onClick={show}>Show</Button>
    </li>
  );
}

const countWord = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What became of what the user did, where it was not seen to happen: it stays until it was read. */
export function Notices({ onGoTo }: { onGoTo(selection: Selection): void }) {
  const editor = useEditor();
  const notices = useEditState((view) => view.notices);
  const conflicts = useEditState((view) => view.conflicts);
  const groups = useMemo(() => conflictsByNode(conflicts), [conflicts]);
  const [open, setOpen] = useState(true);
  const seen = notices.filter(({ ops }) => ops.length === 0);
  if (notices.length === 0 && groups.length === 0) return <div role="log" aria-live="polite" aria-label="Notices" />;
  const title = [groups.length > 0 && countWord(groups.length, 'conflict'), notices.length > 0 && countWord(notices.length, 'notice')].filter(Boolean).join(', ');
  return (
    <section className={styles.notices} aria-label="Notices about your changes">
      <header className={styles.head}>
        <span>{title}</span>
        {seen.length > 1 && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => seen.forEach(({ id }) => editor.dismiss(id))}>Seen all</Button>}
        <ActionIcon ml="auto" size="sm" variant="subtle" color="gray" aria-label={open ? 'Fold the notices away' : 'Unfold the notices'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />}
        </ActionIcon>
      </header>
      <div role="log" aria-live="polite" aria-label="Notices" tabIndex={0} className={styles.scroll} hidden={!open}>
        <ul className={styles.list}>
          {groups.map(({ key, conflicts: [first] }) => <ConflictRow key={key} conflict={first!} onGoTo={onGoTo} />)}
          {notices.toReversed().map((notice) => <NoticeRow key={notice.id} notice={notice} />)}
        </ul>
      </div>
    </section>
  );
}
