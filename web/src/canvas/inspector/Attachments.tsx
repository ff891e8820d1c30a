import { Badge, Group, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconHome2, IconHomePlus, IconPlugConnected, IconRoute, IconX } from '@tabler/icons-react';
import type { EdgeResponse } from '@decnet/contract';
import type { Decky, Issue } from '@decnet/domain';
import { useState } from 'react';
import { ActionButton, ActionIconButton } from '../../ui/ActionButton';
import { useDesign } from '../editing';
import { useMazePage } from '../live/store';
import { issuesAt } from '../panels/issues';
import { DeckyRelations, type Relation } from './DeckyRelations';
import { TextField } from './fields';
import type { GoTo } from './Inspector';
import { useDeeds } from './useDeed';
import styles from './Inspector.module.css';

interface PlaceProps { decky: Decky; edge: EdgeResponse; issues: readonly Issue[]; onGoTo: GoTo }

function Place({ decky, edge, issues, onGoTo }: PlaceProps) {
  const deeds = useDeeds();
  const lan = useMazePage((state) => state.maze.lans[edge.lanId]);
  const name = lan?.name ?? edge.lanId;
  const Icon = edge.isHome ? IconHome2 : IconRoute;
  const mark = edge.isHome ? 'Home' : 'Bridged';
  return (
    <li className={styles.place}>
      <div className={styles.placeHead}>
        <Tooltip label={mark}><Icon size={15} role="img" aria-label={mark} /></Tooltip>
        <button type="button" className={`${styles.link} ellipsis`} onClick={() => onGoTo({ kind: 'lan', id: edge.lanId })}>{name}</button>
        {lan?.isDmz === true && <Badge size="xs" variant="default" radius="sm">DMZ</Badge>}
        <span className={`${styles.end} ${styles.muted} mono`}>{lan?.subnet}</span>
      </div>
      <div className={styles.placeFields}>
        <TextField
          deeds={deeds} label={`Address in ${name}`} gesture={`Address of ${decky.name} in ${name}`} value={edge.ip} mono hideLabel issues={issuesAt(issues, edge.id, 'ip')}
          opsFor={(ip) => [{ op: 'update_edge', decky: decky.id, lan: edge.lanId, patch: { ip: ip.trim() } }]}
        />
        {!edge.isHome && (
          <ActionIconButton label={`Make ${name} its home`} reason={deeds.reason} size="md"
            onAct={() => { deeds.act([{ op: 'update_edge', decky: decky.id, lan: edge.lanId, patch: { isHome: true } }], `Make ${name} the home of ${decky.name}`); }}>
            <IconHomePlus size={16} />
          </ActionIconButton>
        )}
        <ActionIconButton label={`Detach from ${name}`} reason={deeds.reason} size="md"
          onAct={() => { deeds.act([{ op: 'detach_decky', decky: decky.id, lan: edge.lanId }], `Detach ${decky.name} from ${name}`); }}>
          <IconX size={16} />
        </ActionIconButton>
      </div>
    </li>
  );
}

/** Where the decky stands and with which address, home first; and where else it could stand. */
export function Attachments({ decky, issues, onGoTo }: { decky: Decky; issues: readonly Issue[]; onGoTo: GoTo }) {
  const deeds = useDeeds();
  const all = useMazePage((state) => state.maze.edges);
  const lanCount = useDesign().lans.length;
  const [relation, setRelation] = useState<Relation | null>(null);
  const own = Object.values(all).filter(({ deckyId }) => deckyId === decky.id).sort((a, b) => Number(b.isHome) - Number(a.isHome));
  const everywhere = own.length >= lanCount ? 'It stands in every LAN already.' : null;
  return (
    <>
      <ul className={styles.rows}>{own.map((edge) => <Place key={edge.id} decky={decky} edge={edge} issues={issues} onGoTo={onGoTo} />)}</ul>
      <Group gap={6} mt={8}>
        <ActionButton size="compact-xs" variant="default" leftSection={<IconPlugConnected size={14} />} reason={deeds.reason ?? everywhere} onAct={() => setRelation('connect')}>Connect to…</ActionButton>
        <ActionButton size="compact-xs" variant="default" leftSection={<IconArrowsExchange size={14} />} reason={deeds.reason ?? (lanCount < 2 ? 'There is no other LAN.' : null)} onAct={() => setRelation('move')}>Move to…</ActionButton>
      </Group>
      {relation !== null && <DeckyRelations decky={decky} relation={relation} onClose={() => setRelation(null)} />}
    </>
  );
}
