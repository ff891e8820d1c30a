import { Tooltip } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useMazePage } from '../live/store';
import { connectionLook } from './connection';
import styles from './MazeHeader.module.css';

export function ConnectionMark() {
  const { maze, events } = useMazePage((state) => state.connections);
  const { online } = useNetwork();
  const { kind, word, help } = connectionLook([maze, events], online);
  return (
    <Tooltip label={help}>
      <span className={`${styles.connection} ${styles[kind]}`} role="status" tabIndex={0} data-connection={kind}><span className={styles.dot} aria-hidden="true" />{word}</span>
    </Tooltip>
  );
}
