import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { copyText } from './copyText';
import styles from './CopyLine.module.css';

/** A line to be pasted into a terminal. */
export function CopyLine({ text }: { text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const act = async (): Promise<void> => {
    setState(await copyText(text) ? 'copied' : 'failed');
    setTimeout(() => setState('idle'), 1500);
  };
  const label = { idle: 'Copy', copied: 'Copied', failed: 'Select the text and copy it by hand' }[state];
  return (
    <div className={styles.line}>
      <code className={styles.text}>{text}</code>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color={state === 'copied' ? 'teal' : 'gray'} size="sm" aria-label={`Copy ${text}`} onClick={() => void act()}>
          {state === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      </Tooltip>
      <span role="status" className={styles.hidden}>{state === 'idle' ? '' : label}</span>
    </div>
  );
}
