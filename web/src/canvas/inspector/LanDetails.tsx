import { Text, Title } from '@mantine/core';
import { IconNetwork, IconPlus, IconShieldHalf, IconTrash } from '@tabler/icons-react';
import type { LanResponse } from '@decnet/contract';
import { ActionButton } from '../../ui/ActionButton';
import { DeckyStateIcon } from '../../ui/StatusBadge';
import type { Structure } from '../layout/structure';
import { QUIET } from '../live/activity';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { hitsOf } from '../nodes/lanSummary';
import type { GoTo } from './Inspector';
import { LanFields } from './LanFields';
import { Fact, Facts, Section } from './parts';
import { useDeeds } from './useDeed';
import { useAdding } from './useAdding';
import styles from './Inspector.module.css';

function DeckyRow({ id, ip, onGoTo }: { id: string; ip: string; onGoTo: GoTo }) {
  const name = useMazePage((state) => state.maze.deckies[id]?.name);
  const state = useMazePage((page) => observationOf(page.maze, id).state);
  const count = useMazePage((page) => (page.activity.byDecky[id] ?? QUIET).count);
  return (
    <li>
      <DeckyStateIcon state={state} />
      <button type="button" className={styles.link} onClick={() => onGoTo({ kind: 'decky', id })}>{name ?? id}</button>
      {count > 0 && <span className={styles.hot}>{count}</span>}
      <span className={`${styles.end} ${styles.muted} mono`}>{ip}</span>
    </li>
  );
}

/** One LAN: what it is and who stands in it; every part of it can be changed here. */
export function LanDetails({ lan, structure, onGoTo }: { lan: LanResponse; structure: Structure | null; onGoTo: GoTo }) {
  const residents = structure?.residents[lan.id] ?? [];
  const visitors = (structure?.links ?? []).filter((link) => link.lanId === lan.id);
  const deeds = useDeeds();
  const adding = useAdding();
  const hits = useMazePage((state) => hitsOf(state.activity, residents));
  return (
    <>
      <div className={styles.title}>
        <span className={`dn-icon ${styles.icon}`}>{lan.isDmz ? <IconShieldHalf size={20} aria-hidden="true" /> : <IconNetwork size={20} aria-hidden="true" />}</span>
        <div><Title order={2} fz={15}>{lan.name}</Title><Text size="xs" c="dimmed">{lan.isDmz ? 'DMZ, where intruders arrive' : 'LAN'}</Text></div>
      </div>
      <Section title="Network">
        <LanFields key={lan.id} lan={lan} />
        <div style={{ height: 12 }} />
        <Facts>
          <Fact name="At home here">{residents.length}</Fact>
          <Fact name="Events caught">{hits.toLocaleString('en')}</Fact>
        </Facts>
      </Section>
      <Section title="Deckies at home">
        {residents.length === 0 && <Text size="sm" c="dimmed">None.</Text>}
        <ul className={styles.rows}>{residents.map((id) => <DeckyRow key={id} id={id} ip={structure?.homes[id]?.ip ?? ''} onGoTo={onGoTo} />)}</ul>
        <ActionButton mt={8} size="compact-xs" variant="default" leftSection={<IconPlus size={14} />} reason={deeds.reason} onAct={() => { adding.decky(lan.id); }}>Add a decky</ActionButton>
      </Section>
      {visitors.length > 0 && (
        <Section title="Bridges from other LANs">
          <ul className={styles.rows}>{visitors.map((link) => <DeckyRow key={link.edgeId} id={link.deckyId} ip={link.ip} onGoTo={onGoTo} />)}</ul>
        </Section>
      )}
      <Section title="Remove">
        <ActionButton
          size="compact-sm" variant="light" color="red" leftSection={<IconTrash size={15} />} reason={deeds.reason}
          onAct={() => { deeds.act([{ op: 'remove_lan', lan: lan.id }], `Remove ${lan.name}`); }}
        >
          Remove {lan.name}
        </ActionButton>
      </Section>
    </>
  );
}
