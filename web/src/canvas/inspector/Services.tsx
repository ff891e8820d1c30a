import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { archetypeBySlug, SERVICES, type Decky, type Issue } from '@decnet/domain';
import { ActionButton } from '../../ui/ActionButton';
import { issuesAt } from '../panels/issues';
import { FieldIssues } from './fields';
import { ServiceDetails } from './ServiceDetails';
import { useDeeds } from './useDeed';

/** Those that such a machine is known to run come first. */
function missing({ archetype, services }: Decky): { slug: string; displayName: string; usual: boolean }[] {
  const usual = archetypeBySlug(archetype)?.services ?? [];
  return SERVICES.filter(({ slug }) => !services.includes(slug)).map(({ slug, displayName }) => ({ slug, displayName, usual: usual.includes(slug) }))
    .sort((a, b) => Number(b.usual) - Number(a.usual));
}

/** What the decky runs, each with its settings; and what it could run. */
export function Services({ decky, issues }: { decky: Decky; issues: readonly Issue[] }) {
  const deeds = useDeeds();
  const choices = missing(decky);
  const add = (slug: string): void => {
    deeds.act([{ op: 'update_decky', decky: decky.id, patch: { services: [...decky.services, slug] } }], `Add ${slug} to ${decky.name}`);
  };
  const reason = deeds.reason ?? (choices.length === 0 ? 'It runs every service that there is.' : null);
  const look = { size: 'compact-xs', variant: 'default', leftSection: <IconPlus size={14} />, mt: 8 } as const;
  return (
    <>
      {decky.services.length === 0 && <Text size="sm" c="dimmed">None: a host that only answers pings.</Text>}
      {decky.services.map((service) => <ServiceDetails key={service} decky={decky} service={service} issues={issues} />)}
      <FieldIssues issues={issuesAt(issues, decky.id, 'services')} />
      {reason !== null ? <ActionButton {...look} reason={reason} onAct={() => undefined}>Add a service</ActionButton> : (
        <Menu position="bottom-start" width={230}>
          <Menu.Target><Button {...look}>Add a service</Button></Menu.Target>
          <Menu.Dropdown>
            {choices.map(({ slug, displayName, usual }) => (
              <Menu.Item key={slug} rightSection={usual ? null : <Text size="xs" c="dimmed">unusual</Text>} onClick={() => add(slug)}>{displayName}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
