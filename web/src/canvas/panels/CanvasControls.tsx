import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMap2, IconMinus, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Panel, useCamera, useZoomPercent } from '../flow';
import { useKey } from '../keys/useKeys';
import styles from './panels.module.css';

function Control({ label, pressed, onAct, children }: { label: string; pressed?: boolean; onAct(): void; children: ReactNode }) {
  return <Tooltip label={label}><ActionIcon variant={pressed === true ? 'light' : 'subtle'} color={pressed === true ? undefined : 'gray'} aria-label={label} aria-pressed={pressed} onClick={onAct}>{children}</ActionIcon></Tooltip>;
}

export function CanvasControls({ overview, onOverview }: { overview: boolean; onOverview(): void }) {
  const camera = useCamera();
  const percent = useZoomPercent();
  useKey('fit', () => camera.fit());
  useKey('zoom-in', camera.zoomIn);
  useKey('zoom-out', camera.zoomOut);
  useKey('minimap', onOverview);
  return (
    <Panel position="bottom-right" className={styles.controls}>
      <Control label="Overview map" pressed={overview} onAct={onOverview}><IconMap2 size={17} /></Control>
      <Control label="Zoom out" onAct={camera.zoomOut}><IconMinus size={16} /></Control>
      <output className={styles.percent} aria-label="Zoom">{percent} %</output>
      <Control label="Zoom in" onAct={camera.zoomIn}><IconPlus size={16} /></Control>
      <Control label="Fit the whole maze" onAct={() => camera.fit()}><IconFocusCentered size={17} /></Control>
    </Panel>
  );
}
