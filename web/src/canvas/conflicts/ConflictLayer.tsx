import { useEffect, useMemo, useState } from 'react';
import { useEditState, type Conflict } from '../editing';
import { useView } from '../flow';
import type { Box } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';
import { boxOf } from '../projection/project';
import { conflictsByNode } from './byNode';
import { ConflictCard } from './ConflictCard';
import { LastSeen } from './lastSeen';
import { placeCard } from './placeCard';
import styles from './conflicts.module.css';

interface Group { key: string; node: Conflict['node']; conflicts: readonly Conflict[] }

/** In the window's pixels, however far one zooms out. Re-drawn with every frame of a pan, which is why it is mounted only while there is something to decide. */
function Cards({ groups, placeOf }: { groups: readonly Group[]; placeOf(node: Conflict['node']): Box | null }) {
  const view = useView();
  return (
    <div className={styles.layer}>
      {groups.map(({ key, node, conflicts }, index) => {
        const { left, top } = placeCard(placeOf(node), view, index);
        return (
          <div key={key} className={styles.anchor} style={{ translate: `${left}px ${top}px` }}>
            <ConflictCard conflicts={conflicts} />
          </div>
        );
      })}
    </div>
  );
}

/** Decisions, each at the node that it is about. */
export function ConflictLayer({ laidOut }: { laidOut: LaidOut | null }) {
  const conflicts = useEditState((view) => view.conflicts);
  const groups = useMemo(() => conflictsByNode(conflicts), [conflicts]);
  const [seen] = useState(() => new LastSeen());
  useEffect(() => { seen.note(laidOut); }, [seen, laidOut]);
  const placeOf = ({ kind, id }: Conflict['node']): Box | null => (laidOut === null ? null : boxOf(laidOut, kind, id)) ?? seen.boxOf(kind, id);
  return groups.length === 0 ? null : <Cards groups={groups} placeOf={placeOf} />;
}
