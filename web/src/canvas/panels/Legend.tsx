import { IconDoorEnter, IconFlame, IconShieldHalf } from '@tabler/icons-react';
import { Panel } from '../flow';
import styles from './panels.module.css';

/** What the lines and marks mean. */
export function Legend() {
  return (
    <Panel position="bottom-left" className={styles.legend}>
      <span className={styles.entry}><svg width="26" height="8" aria-hidden="true"><path d="M1 4H25" stroke="var(--dn-route)" strokeWidth="2.5" /></svg>routes</span>
      <span className={styles.entry}><svg width="26" height="8" aria-hidden="true"><path d="M1 4H25" stroke="var(--dn-attached)" strokeWidth="2" strokeDasharray="5 4" /></svg>attached only</span>
      <span className={styles.entry}><IconShieldHalf size={14} className={styles.hot} aria-hidden="true" />DMZ</span>
      <span className={styles.entry}><IconDoorEnter size={14} className={styles.hot} aria-hidden="true" />published on the host</span>
      <span className={styles.entry}><IconFlame size={14} className={styles.hot} aria-hidden="true" />events caught</span>
    </Panel>
  );
}
