import type { IssueResponse } from '@decnet/contract';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './IssueList.module.css';

interface IssueListProps {
  issues: readonly IssueResponse[];
  /** Makes the rows clickable. */
  onSelect?(issue: IssueResponse): void;
  /** What can be done about one, at the end of its row. */
  actionFor?(issue: IssueResponse): ReactNode;
}

function Mark({ severity }: { severity: IssueResponse['severity'] }) {
  return severity === 'error'
    ? <IconCircleX size={16} className={styles.error} role="img" aria-label="Error" />
    : <IconAlertTriangle size={16} className={styles.warning} role="img" aria-label="Warning" />;
}

export function IssueList({ issues, onSelect, actionFor }: IssueListProps) {
  return (
    <ul className={styles.list}>
      {issues.map((issue, index) => {
        const content = <><Mark severity={issue.severity} /><span className={styles.message}>{issue.message}</span><code className={styles.code}>{issue.code}</code></>;
        return (
          <li key={`${issue.code}-${issue.target.id ?? ''}-${index}`} className={styles.item}>
            {onSelect === undefined ? <div className={styles.row}>{content}</div> : <button type="button" className={`${styles.row} ${styles.button}`} onClick={() => onSelect(issue)}>{content}</button>}
            {actionFor !== undefined && <span className={styles.action}>{actionFor(issue)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
