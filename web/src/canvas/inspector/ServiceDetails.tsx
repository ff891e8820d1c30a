import { Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { serviceBySlug, type ConfigField, type Decky, type Issue, type ServiceDefinition } from '@decnet/domain';
import { ActionIconButton } from '../../ui/ActionButton';
import { CopyLine } from '../../ui/CopyLine';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { issuesAt } from '../panels/issues';
import { defaultText, settingOps, textOf, valueOf } from './configText';
import { ChoiceField, Fields, TextField } from './fields';
import { reachLine } from './reach';
import { useDeeds } from './useDeed';
import styles from './Inspector.module.css';

interface SettingProps { decky: Decky; service: ServiceDefinition; field: ConfigField; issues: readonly Issue[] }

function choicesOf({ type, options = [] }: ConfigField): { value: string; label: string }[] {
  return type === 'boolean' ? [{ value: 'true', label: 'yes' }, { value: 'false', label: 'no' }] : options.map((value) => ({ value, label: value }));
}

/** One field of the service's schema. Empty means that the service does as it does by itself. */
function Setting({ decky, service, field, issues }: SettingProps) {
  const deeds = useDeeds();
  const value = textOf(decky.serviceConfig[service.slug]?.[field.name]);
  const shared = {
    deeds, label: field.label, help: field.help, gesture: `${field.label} of ${service.slug} on ${decky.name}`, value,
    issues: issuesAt(issues, decky.id, `serviceConfig.${service.slug}.${field.name}`),
  };
  if (field.type === 'enum' || field.type === 'boolean') {
    return (
      <ChoiceField {...shared} options={[{ value: '', label: field.default === undefined ? 'Not set' : `Not set: ${defaultText(field)}` }, ...choicesOf(field)]}
        opsFor={(text) => { const ops = settingOps(decky, service, field, valueOf(field, text)); return typeof ops === 'string' ? [] : ops; }}
      />
    );
  }
  return <TextField {...shared} placeholder={defaultText(field)} secret={field.secret} lines={field.type === 'string[]'} opsFor={(text) => settingOps(decky, service, field, valueOf(field, text))} />;
}

/** One service: how it is reached from this machine, and its settings, as its schema has them. */
export function ServiceDetails({ decky, service, issues }: { decky: Decky; service: string; issues: readonly Issue[] }) {
  const deeds = useDeeds();
  const endpoints = useMazePage((page) => observationOf(page.maze, decky.id).endpoints);
  const definition = serviceBySlug(service);
  const reach = endpoints.filter((endpoint) => endpoint.service === service);
  const remove = (): void => {
    deeds.act([{ op: 'update_decky', decky: decky.id, patch: { services: decky.services.filter((slug) => slug !== service) } }], `Remove ${service} from ${decky.name}`);
  };
  return (
    <section className={styles.service} aria-label={definition?.displayName ?? service}>
      <div className={styles.serviceName}>
        {definition?.displayName ?? service}
        <span className={styles.muted}>{(definition?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`).join(' ')}</span>
        <span className={styles.end}><ActionIconButton size="sm" label={`Remove ${service}`} reason={deeds.reason} onAct={remove}><IconTrash size={15} /></ActionIconButton></span>
      </div>
      {reach.length > 0 && (
        <Stack gap={4} mb={8}>
          {reach.map((endpoint) => <CopyLine key={`${endpoint.lan}-${endpoint.address}-${endpoint.port}`} text={reachLine(endpoint, decky.serviceConfig[service])} />)}
        </Stack>
      )}
      {definition !== undefined && <Fields>{definition.config.map((field) => <Setting key={field.name} decky={decky} service={definition} field={field} issues={issues} />)}</Fields>}
    </section>
  );
}
