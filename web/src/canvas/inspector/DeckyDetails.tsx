import { Alert, Badge, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { archetypeBySlug, type Decky } from '@decnet/domain';
import { DeckyStateBadge } from '../../ui/StatusBadge';
import { TimeAgo } from '../../ui/TimeAgo';
import type { Structure } from '../layout/structure';
import { QUIET } from '../live/activity';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { ArchetypeIcon } from '../nodes/ArchetypeIcon';
import { Attachments } from './Attachments';
import type { GoTo } from './Inspector';
import { Fact, Facts, Section } from './parts';
import { ServiceDetails } from './ServiceDetails';
import styles from './Inspector.module.css';

function Caught({ id }: { id: string }) {
  const { count, lastAt, lastSrcIp } = useMazePage((page) => page.activity.byDecky[id] ?? QUIET);
  return (
    <Facts>
      <Fact name="Events"><span className={count > 0 ? styles.hot : undefined}>{count.toLocaleString('en')}</span></Fact>
      <Fact name="Last">{lastAt === null ? null : <TimeAgo at={lastAt} />}</Fact>
      <Fact name="From">{lastSrcIp === null ? null : <span className="mono">{lastSrcIp}</span>}</Fact>
    </Facts>
  );
}

export function DeckyDetails({ decky, structure, onGoTo }: { decky: Decky; structure: Structure | null; onGoTo: GoTo }) {
  const { state, lastError } = useMazePage((page) => observationOf(page.maze, decky.id));
  const archetype = archetypeBySlug(decky.archetype);
  return (
    <>
      <div className={styles.title}>
        <span className={`dn-icon ${styles.icon}`}><ArchetypeIcon archetype={decky.archetype} size={20} /></span>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Title order={2} fz={15} className="ellipsis">{decky.name}</Title>
          <Text size="xs" c="dimmed" truncate>{archetype?.displayName ?? decky.archetype}</Text>
        </div>
        <DeckyStateBadge state={state} />
      </div>
      {lastError !== null && <Section title="Last error"><Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle />}>{lastError}</Alert></Section>}
      <Section title="Caught"><Caught id={decky.id} /></Section>
      <Section title="Attachments"><Attachments decky={decky} structure={structure} onGoTo={onGoTo} /></Section>
      <Section title="Services">
        {decky.services.length === 0 && <Text size="sm" c="dimmed">None: a host that only answers pings.</Text>}
        {decky.services.map((service) => <ServiceDetails key={service} decky={decky} service={service} />)}
      </Section>
      <Section title="Role">
        <Group gap={6}>
          <Badge variant="default" radius="sm" tt="none" fw={550}>{decky.forwardsL3 ? 'Routes between its LANs' : 'Does not route'}</Badge>
          <Badge variant="default" radius="sm" tt="none" fw={550}>{decky.isGateway ? 'Published on the host' : 'Not published'}</Badge>
        </Group>
        {archetype !== undefined && <Text size="xs" c="dimmed" mt={8}>{archetype.description}</Text>}
      </Section>
    </>
  );
}
