import { Group, Text } from '@mantine/core';
import { IconCircleCheck, IconWand } from '@tabler/icons-react';
import type { IssueResponse } from '@decnet/contract';
import type { Issue } from '@decnet/domain';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { IssueList } from '../../ui/IssueList';
import { useDesign } from '../editing';
import { worldIn } from '../editing/pageState';
import { useDeeds } from '../inspector/useDeed';
import { useMazePageStore } from '../live/store';
import { fixOf } from './fixes';
import { useIssues } from './issues';
import styles from './panels.module.css';

/** More are not read; and of these a fix is looked for. */
const MOST_SHOWN = 200;

function FixButton({ issue }: { issue: Issue }) {
  const design = useDesign();
  const store = useMazePageStore();
  const deeds = useDeeds();
  const fix = fixOf(issue, design, worldIn(store.getState()).context);
  if (fix === null) return null;
  return <ActionButton size="compact-xs" variant="light" leftSection={<IconWand size={13} />} reason={deeds.reason} onAct={() => { deeds.act(fix.ops, fix.label); }}>{fix.label}</ActionButton>;
}

/** The rules that the maze breaks as it is drawn, with what would certainly mend them. */
export function Problems({ onSelect }: { onSelect(issue: IssueResponse): void }) {
  const { issues, error, retry } = useIssues();
  const shown = issues.slice(0, MOST_SHOWN);
  return (
    <>
      {error !== null && <ErrorPanel what="Whether other mazes hold the same subnets could not be asked" error={error} onRetry={retry} />}
      {issues.length === 0 && (
        <div className={styles.quiet}>
          <Group gap={8}><IconCircleCheck size={18} color="var(--dn-good)" aria-hidden="true" /><Text size="sm">No problems: every rule is kept.</Text></Group>
        </div>
      )}
      <IssueList issues={shown as readonly IssueResponse[]} onSelect={onSelect} actionFor={(issue) => <FixButton issue={issue as Issue} />} />
      {issues.length > shown.length && <Text size="xs" c="dimmed" p="xs">and {(issues.length - shown.length).toLocaleString('en')} more</Text>}
    </>
  );
}
