import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { TOPOLOGY_LOOKS } from '../../ui/status';
import { TimeAgo } from '../../ui/TimeAgo';
import { useMazePage } from '../live/store';
import { generatorFacts } from './generatorFacts';
import { Fact, Facts, Section } from './parts';
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
        <Facts>
          <Fact name="Status">{TOPOLOGY_LOOKS[info.status].word}</Fact>
          <Fact name="Since"><TimeAgo at={info.statusChangedAt} /></Fact>
          <Fact name="Reason">{info.statusReason}</Fact>
          <Fact name="Runs on">{info.engineHost}</Fact>
        </Facts>
        <StateCounts />
      </Section>
      <Section title="Design">
        <Facts>
          <Fact name="LANs">{info.lanCount}</Fact>
          <Fact name="Deckies">{info.deckyCount}</Fact>
          <Fact name="Attachments">{info.edgeCount}</Fact>
          <Fact name="Version">{info.version}</Fact>
          <Fact name="Created"><TimeAgo at={info.createdAt} /></Fact>
          <Fact name="By">{info.createdBy}</Fact>
        </Facts>
      </Section>
      {made.length > 0 && <Section title="Generated from"><Facts>{made.map(([name, value]) => <Fact key={name} name={name}>{value}</Fact>)}</Facts></Section>}
    </>
  );
}
