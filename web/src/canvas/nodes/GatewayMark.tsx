import { IconDoorEnter } from '@tabler/icons-react';
import styles from './nodes.module.css';

/** Marks the decky whose ports are published on the host: where intruders come in. */
export function GatewayMark() {
  return <span className={styles.gateway} title="Published on the host"><IconDoorEnter size={14} aria-hidden="true" /><span className={styles.hidden}>published on the host</span></span>;
}
