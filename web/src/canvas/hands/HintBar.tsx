import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import { Panel, ViewportPortal } from '../flow';
import { useHands, useHandsState, type Hint } from './hands';
import styles from './hands.module.css';

function Words({ hint: { text, tone, action } }: { hint: Hint }) {
  const hands = useHands();
  const Icon = tone === 'refused' ? IconAlertTriangle : IconCircleCheck;
  const close = (): void => hands.state.setState({ hint: null });
  return (
    <div className={`${styles.hint} nopan`} data-tone={tone} role={tone === 'refused' ? 'alert' : 'status'}>
      <Icon size={17} className={styles.hintIcon} aria-hidden="true" />
      <span className={styles.hintText}>{text}</span>
      {action !== undefined && <Button size="compact-xs" color="red.8" style={{ flex: 'none' }} onClick={() => { close(); action.run(); }}>{action.label}</Button>}
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label="Close the hint" onClick={close}><IconX size={14} /></ActionIcon>
    </div>
  );
}

/** Why something was refused, and what to do: at the LAN that it is about, where there is one. */
export function HintBar() {
  const hint = useHandsState((state) => state.hint);
  const box = useHandsState(({ laidOut, hint: now }) => laidOut?.layout.lans[now?.lanId ?? ''] ?? null);
  if (hint === null) return null;
  if (box === null) return <Panel position="top-center" className={`${styles.below} ${styles.panel}`}><Words hint={hint} /></Panel>;
  return <ViewportPortal><div className={styles.atLan} style={{ left: box.x, top: box.y + 48 }}><Words hint={hint} /></div></ViewportPortal>;
}
