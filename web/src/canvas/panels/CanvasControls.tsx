import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Panel, useCamera, useZoomPercent } from '../flow';
import styles from './panels.module.css';

function Control({ label, onAct, children }: { label: string; onAct(): void; children: ReactNode }) {
  return <Tooltip label={label}><ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onAct}>{children}</ActionIcon></Tooltip>;
}

export function CanvasControls() {
  const camera = useCamera();
  const percent = useZoomPercent();
  return (
    <Panel position="bottom-right" className={styles.controls}>
      <Control label="Zoom out" onAct={camera.zoomOut}><IconMinus size={16} /></Control>
      <output className={styles.percent} aria-label="Zoom">{percent} %</output>
      <Control label="Zoom in" onAct={camera.zoomIn}><IconPlus size={16} /></Control>
      <Control label="Fit the whole maze" onAct={() => camera.fit()}><IconFocusCentered size={17} /></Control>
    </Panel>
  );
}
