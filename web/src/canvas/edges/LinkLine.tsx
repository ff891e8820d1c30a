import { memo } from 'react';
import type { LinkEdgeProps } from '../flow';
import { useMazePage, type MazePageState } from '../live/store';
import styles from './edges.module.css';

type Emphasis = 'plain' | 'strong';

function emphasisOf({ selected }: MazePageState, ids: readonly string[]): Emphasis {
  return selected.size > 0 && ids.some((id) => selected.has(id)) ? 'strong' : 'plain';
}

/** From a bridge to another LAN in which it stands: solid when it routes, dashed when it is merely attached. Its address there shows while it is selected. */
function LinkLineInner({ id, data }: LinkEdgeProps) {
  const emphasis = useMazePage((state) => (data === undefined ? 'plain' : emphasisOf(state, [id, data.deckyId, data.lanId, data.homeId])));
  const selected = useMazePage((state) => state.selected.has(id));
  const ghost = useMazePage((state) => state.ghosts[id]);
  if (data === undefined) return null;
  return (
    <g className={styles.link} data-routing={data.routing || undefined} data-emphasis={emphasis} data-selected={selected || undefined} data-link-ghost={ghost} data-ref-kind="edge" data-ref-id={id}>
      <path d={data.path} className={styles.reach} />
      <path d={data.path} className={styles.halo} />
      <path d={data.path} className={styles.line} />
      <circle cx={data.end.x} cy={data.end.y} r="4.5" className={styles.end} />
      {emphasis === 'strong' && <text x={data.label.x} y={data.label.y} dx="0.7em" dy="0.35em" className={styles.ip}>{data.ip}</text>}
      {ghost !== undefined && <text x={data.label.x} y={data.label.y} dx="0.7em" dy="1.6em" className={styles.ghost}>to be {ghost}</text>}
    </g>
  );
}

export const LinkLine = memo(LinkLineInner);
