import { IconAlertTriangle } from '@tabler/icons-react';
import { Portal } from '@mantine/core';
import { ViewportPortal } from '../flow';
import type { Box } from '../layout/geometry';
import { useHandsState } from './hands';
import styles from './hands.module.css';

function Outline({ box: { x, y, width, height }, what }: { box: Box; what: 'outline' | 'marquee' | 'target' }) {
  return <div className={styles.box} data-what={what} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} />;
}

const TAG_OFFSET = 16;
const TAG_WIDTH = 300;

/** Says beside the pointer what letting go would do. */
function Tag() {
  const tag = useHandsState(({ preview }) => preview?.tag ?? null);
  const at = useHandsState(({ preview }) => preview?.at ?? null);
  if (tag === null || at === null) return null;
  const left = at.x + TAG_OFFSET + TAG_WIDTH > window.innerWidth ? at.x - TAG_OFFSET : at.x + TAG_OFFSET;
  const shift = left < at.x ? ' translateX(-100%)' : '';
  return (
    <Portal>
      <div className={styles.tag} data-refused={tag.refused || undefined} data-tag style={{ transform: `translate(${left}px, ${at.y + TAG_OFFSET}px)${shift}` }} role="status">
        <span className={styles.tagTitle}>{tag.refused && <IconAlertTriangle size={14} aria-hidden="true" />}{tag.title}</span>
        {tag.detail !== null && <span className={tag.refused ? undefined : 'mono'}>{tag.detail}</span>}
      </div>
    </Portal>
  );
}

/** What a drag would make, drawn over the maze. */
export function DragLayer() {
  const outlines = useHandsState(({ preview }) => preview?.outlines ?? null);
  const marquee = useHandsState(({ preview }) => preview?.marquee ?? null);
  const target = useHandsState(({ preview }) => preview?.target ?? null);
  const line = useHandsState(({ preview }) => preview?.line ?? null);
  return (
    <>
      <ViewportPortal>
        <div className={styles.layer} aria-hidden="true">
          {target !== null && <Outline box={target} what="target" />}
          {outlines?.map((box, index) => <Outline key={index} box={box} what="outline" />)}
          {marquee !== null && <Outline box={marquee} what="marquee" />}
          {line !== null && (
            <svg className={styles.line}><path d={`M${line.from.x} ${line.from.y}L${line.to.x} ${line.to.y}`} /><circle cx={line.to.x} cy={line.to.y} r="5" /></svg>
          )}
        </div>
      </ViewportPortal>
      <Tag />
    </>
  );
}
