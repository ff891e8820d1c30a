import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { IssueResponse } from '@decnet/contract';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Feed } from '../feed/Feed';
import { FeedTools } from '../feed/FeedTools';
import { isOpen } from '../live/queue';
import { useMazePage } from '../live/store';
import { Queue } from '../queue/Queue';
import { QueueAnnouncer } from '../queue/QueueAnnouncer';
import { QueueTools } from '../queue/QueueTools';
import { History } from './History';
import { useIssues } from './issues';
import { Problems } from './Problems';
import styles from './panels.module.css';

export const DOCK_TABS = ['feed', 'problems', 'queue', 'history'] as const;
export type DockTab = (typeof DOCK_TABS)[number];

interface DockProps {
  tab: DockTab;
  open: boolean;
  onTab(tab: DockTab): void;
  onToggle(): void;
  onGoToIssue(issue: IssueResponse): void;
  onGoToDecky(deckyId: string): void;
}

function ProblemBadge() {
  const { issues } = useIssues();
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  if (issues.length === 0) return null;
  return <span className={styles.badge} data-tone={errors > 0 ? 'error' : 'warning'}>{issues.length}</span>;
}

function FeedBadge() {
  const total = useMazePage((state) => Object.values(state.activity.byDecky).reduce((sum, { count }) => sum + count, 0));
  return total === 0 ? null : <span className={styles.badge}>{total.toLocaleString('en')}</span>;
}

function QueueBadge() {
  const open = useMazePage((state) => [...state.queue.byId.values()].filter(isOpen).length);
  const failed = useMazePage((state) => state.queue.unseen.length);
  return (
    <>
      {open > 0 && <span className={styles.badge} title={`${open} not applied yet`}>{open.toLocaleString('en')}</span>}
      {failed > 0 && <span className={styles.badge} data-tone="error" title={`${failed} failed`}>{failed}<span className={styles.hidden}> failed</span></span>}
    </>
  );
}

const LABELS: Record<DockTab, ReactNode> = {
  feed: <>Live feed <FeedBadge /></>,
  problems: <>Problems <ProblemBadge /></>,
  queue: <>Queue <QueueBadge /></>,
  history: 'History',
};

/** What happens, what is wrong, what is to come, what was: the panel below the drawing. */
export function Dock({ tab, open, onTab, onToggle, onGoToIssue, onGoToDecky }: DockProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = DOCK_TABS[(DOCK_TABS.indexOf(tab) + step + DOCK_TABS.length) % DOCK_TABS.length] ?? tab;
    onTab(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <section className={styles.dock} aria-label="Events, problems, queue and history">
      <QueueAnnouncer />
      <div className={styles.bar}>
        <div className={styles.tabs} role="tablist" ref={list} onKeyDown={onKeyDown}>
          {DOCK_TABS.map((name) => (
            <button
              key={name} type="button" role="tab" data-tab={name} id={`dock-${name}`} aria-controls="dock-body" aria-selected={tab === name && open}
              tabIndex={tab === name ? 0 : -1} className={styles.tab} onClick={() => onTab(name)}
            >
              {LABELS[name]}
            </button>
          ))}
        </div>
        <div className={styles.tools}>
          {tab === 'feed' && open && <FeedTools />}
          {tab === 'queue' && open && <QueueTools />}
          <Tooltip label={open ? 'Fold away' : 'Unfold'}>
            <ActionIcon variant="subtle" color="gray" aria-label={open ? 'Fold the panel away' : 'Unfold the panel'} aria-expanded={open} onClick={onToggle}>
              {open ? <IconChevronDown size={17} /> : <IconChevronUp size={17} />}
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      {open && (
        <div className={styles.body} role="tabpanel" id="dock-body" aria-labelledby={`dock-${tab}`} tabIndex={0}>
          {tab === 'feed' && <Feed onGoToDecky={onGoToDecky} />}
          {tab === 'problems' && <Problems onSelect={onGoToIssue} />}
          {tab === 'queue' && <Queue />}
          {tab === 'history' && <History />}
        </div>
      )}
    </section>
  );
}
