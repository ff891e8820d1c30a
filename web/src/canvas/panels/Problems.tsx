import { Group, Loader, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { IssueResponse } from '@decnet/contract';
import { topologiesApi } from '../../api/routes';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { IssueList } from '../../ui/IssueList';
import { useMazePage } from '../live/store';
import styles from './panels.module.css';

/** The rules broken by the maze as it is now; asked again whenever the journal says that something changed. */
export function useProblems() {
  const id = useMazePage((state) => state.maze.info.id);
  return useQuery({ queryKey: ['maze-derived', id, 'validate'], queryFn: ({ signal }) => topologiesApi.validate(id, signal), staleTime: Infinity });
}

/** Errors before warnings, otherwise as the server ordered them. */
function sorted(issues: readonly IssueResponse[]): IssueResponse[] {
  return [...issues].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

export function Problems({ onSelect }: { onSelect(issue: IssueResponse): void }) {
  const problems = useProblems();
  if (problems.isError) return <ErrorPanel what="The problems could not be loaded" error={problems.error} onRetry={() => void problems.refetch()} />;
  if (problems.data === undefined) return <div className={styles.quiet}><Loader size="sm" role="status" aria-label="Checking the maze" /></div>;
  if (problems.data.issues.length === 0) {
    return (
      <div className={styles.quiet}>
        <Group gap={8}><IconCircleCheck size={18} color="var(--dn-good)" aria-hidden="true" /><Text size="sm">No problems: every rule is kept.</Text></Group>
      </div>
    );
  }
  return <IssueList issues={sorted(problems.data.issues)} onSelect={onSelect} />;
}
