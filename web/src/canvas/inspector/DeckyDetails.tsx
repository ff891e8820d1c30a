import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { archetypeBySlug, ARCHETYPES, type Decky, type DeckyPatch, type Op } from '@decnet/domain';
import { ActionButton } from '../../ui/ActionButton';
import { DeckyStateBadge } from '../../ui/StatusBadge';
import { TimeAgo } from '../../ui/TimeAgo';
import { QUIET } from '../live/activity';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { ArchetypeIcon } from '../nodes/ArchetypeIcon';
import { issuesAt, useIssues } from '../panels/issues';
import { Attachments } from './Attachments';
import { ChoiceField, FieldIssues, Fields, SwitchField, TextField } from './fields';
import type { GoTo } from './Inspector';
import { Fact, Facts, Section } from './parts';
import { Services } from './Services';
import { useDeeds } from './useDeed';
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

const ARCHETYPE_OPTIONS = ARCHETYPES.map(({ slug, displayName }) => ({ value: slug, label: displayName }));

function Machine({ decky }: { decky: Decky }) {
  const deeds = useDeeds();
  const { issues } = useIssues();
  const become = (patch: DeckyPatch): Op[] => [{ op: 'update_decky', decky: decky.id, patch }];
  const options = archetypeBySlug(decky.archetype) === undefined ? [{ value: decky.archetype, label: decky.archetype }, ...ARCHETYPE_OPTIONS] : ARCHETYPE_OPTIONS;
  return (
    <Fields>
      <TextField deeds={deeds} label="Name" gesture={`Rename ${decky.name}`} value={decky.name} issues={issuesAt(issues, decky.id, 'name')} opsFor={(name) => become({ name: name.trim() })} />
      <ChoiceField
        deeds={deeds} label="Archetype" gesture={`Archetype of ${decky.name}`} help={archetypeBySlug(decky.archetype)?.description} value={decky.archetype} options={options}
        issues={issuesAt(issues, decky.id, 'archetype')} opsFor={(archetype) => become({ archetype })}
      />
      <SwitchField
        deeds={deeds} label="Routes between its LANs" gesture={decky.forwardsL3 ? `${decky.name} no longer routes` : `${decky.name} routes`} help="Lets packets through from one LAN to another"
        checked={decky.forwardsL3} opsFor={(forwardsL3) => become({ forwardsL3 })}
      />
      <SwitchField
        deeds={deeds} label="Published on the host" gesture={decky.isGateway ? `${decky.name} is no longer published` : `Publish ${decky.name}`} help="Where intruders come in; only at home in the DMZ"
        checked={decky.isGateway} issues={issuesAt(issues, decky.id, 'isGateway')} opsFor={(isGateway) => become({ isGateway })}
      />
    </Fields>
  );
}

/** One decky: what it is, where it stands, what it runs; every part of it can be changed here. */
export function DeckyDetails({ decky, onGoTo }: { decky: Decky; onGoTo: GoTo }) {
  const deeds = useDeeds();
  const { issues } = useIssues();
  const { state, lastError } = useMazePage((page) => observationOf(page.maze, decky.id));
  return (
    <>
      <div className={styles.title}>
        <span className={`dn-icon ${styles.icon}`}><ArchetypeIcon archetype={decky.archetype} size={20} /></span>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Title order={2} fz={15} className="ellipsis">{decky.name}</Title>
          <Text size="xs" c="dimmed" truncate>{archetypeBySlug(decky.archetype)?.displayName ?? decky.archetype}</Text>
        </div>
        <DeckyStateBadge state={state} />
      </div>
      {lastError !== null && <Section title="Last error"><Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle />}>{lastError}</Alert></Section>}
      <Section title="Caught"><Caught id={decky.id} /></Section>
      <Section title="Machine"><FieldIssues issues={issuesAt(issues, decky.id)} /><Machine key={decky.id} decky={decky} /></Section>
      <Section title="Attachments"><Attachments key={decky.id} decky={decky} issues={issues} onGoTo={onGoTo} /></Section>
      <Section title="Services"><Services key={decky.id} decky={decky} issues={issues} /></Section>
      <Section title="Remove">
        <ActionButton
          size="compact-sm" variant="light" color="red" leftSection={<IconTrash size={15} />} reason={deeds.reason}
          onAct={() => { deeds.act([{ op: 'remove_decky', decky: decky.id }], `Remove ${decky.name}`); }}
        >
          Remove {decky.name}
        </ActionButton>
      </Section>
    </>
  );
}
