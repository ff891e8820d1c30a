import { IconHome2, IconRoute } from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import type { Decky } from '@decnet/domain';
import type { Structure } from '../layout/structure';
import { useMazePage } from '../live/store';
import type { GoTo } from './Inspector';
import styles from './Inspector.module.css';

function Place({ lanId, ip, home, onGoTo }: { lanId: string; ip: string; home: boolean; onGoTo: GoTo }) {
  const lan = useMazePage((state) => state.maze.lans[lanId]);
  const Icon = home ? IconHome2 : IconRoute;
  return (
    <li>
      <Tooltip label={home ? 'Home' : 'Bridged'}><Icon size={15} role="img" aria-label={home ? 'Home' : 'Bridged'} /></Tooltip>
      <button type="button" className={styles.link} onClick={() => onGoTo({ kind: 'lan', id: lanId })}>{lan?.name ?? lanId}</button>
      <span className={styles.muted}>{lan?.isDmz ? 'DMZ' : ''}</span>
      <span className={`${styles.end} mono`}>{ip}</span>
    </li>
  );
}

/** Where the decky stands and with which address, home first. */
export function Attachments({ decky, structure, onGoTo }: { decky: Decky; structure: Structure | null; onGoTo: GoTo }) {
  const home = structure?.homes[decky.id];
  const links = (structure?.links ?? []).filter((link) => link.deckyId === decky.id);
  return (
    <ul className={styles.rows}>
      {home !== undefined && <Place lanId={home.lanId} ip={home.ip} home onGoTo={onGoTo} />}
      {links.map((link) => <Place key={link.edgeId} lanId={link.lanId} ip={link.ip} home={false} onGoTo={onGoTo} />)}
    </ul>
  );
}
