import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TOPOLOGY_LOOKS } from '../../ui/status';
import { TimeAgo } from '../../ui/TimeAgo';
import { useMazePage } from '../live/store';
import { generatorFacts } from './generatorFacts';
import { Facts, Section } from './parts';
import { StateCounts } from './StateCounts';
import styles from './Inspector.module.css';

export function MazeDetails() {
  const info = useMazePage((state) => state.maze.info);
  const made = generatorFacts(info.generatorConfig);
  return (
    <>
      <div className={styles.title}><div><Title order={2} fz={15}>This maze</Title><Text size="xs" c="dimmed">Select a LAN or a decky to see more of it.</Text></div></div>
      {(info.lastError !== null || info.needsResync) && (
        <Section title="Needs attention">
          {info.lastError !== null && <Alert color={info.status === 'degraded' ? 'orange' : 'red'} variant="light" icon={<IconAlertTriangle />} p="xs">{info.lastError}</Alert>}
          {info.needsResync && <Text size="sm" mt={6}>What runs has drifted from what is wanted; it is being brought back.</Text>}
        </Section>
      )}
      <Section title="State">
        <Facts pairs={[
          ['Status', TOPOLOGY_LOOKS[info.status].word],
          ['Since', <TimeAgo at={info.statusChangedAt} />],
          ['Reason', info.statusReason],
          ['Runs on', info.engineHost],
        ]} />
        <StateCounts />
      </Section>
      <Section title="Design">
        <Facts pairs={[
          ['LANs', info.lanCount], ['Deckies', info.deckyCount], ['Attachments', info.edgeCount], ['Version', info.version],
          ['Created', <TimeAgo at={info.createdAt} />], ['By', info.createdBy],
        ]} />
      </Section>
      {made.length > 0 && <Section title="Generated from"><Facts pairs={made} /></Section>}
    </>
  );
}
