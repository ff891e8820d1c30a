import { ActionIcon, Stack, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { serviceBySlug, type ConfigField, type ConfigValue, type Decky } from '@decnet/domain';
import { useState } from 'react';
import { CopyLine } from '../../ui/CopyLine';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { Fact, Facts } from './parts';
import { reachLine } from './reach';
import styles from './Inspector.module.css';

function show(value: ConfigValue): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** Hidden until asked for: somebody may be looking over the shoulder. */
function Secret({ label, value }: { label: string; value: string }) {
  const [shown, setShown] = useState(false);
  const action = `${shown ? 'Hide' : 'Show'} ${label}`;
  const Eye = shown ? IconEyeOff : IconEye;
  return (
    <span className={styles.secret}>
      <span className="mono">{shown ? value : '••••••••'}</span>
      <Tooltip label={action}>
        <ActionIcon size="xs" variant="subtle" color="gray" aria-label={action} onClick={() => setShown(!shown)}><Eye size={13} /></ActionIcon>
      </Tooltip>
    </span>
  );
}

/** One value of the configuration. What no schema describes is treated as a secret. */
function Setting({ name, value, field }: { name: string; value: ConfigValue; field: ConfigField | undefined }) {
  const label = field?.label ?? name;
  const open = field !== undefined && !field.secret;
  return <Fact name={label}>{open ? <span className="mono">{show(value)}</span> : <Secret label={label} value={show(value)} />}</Fact>;
}

/** One service: how it is reached from this machine, and how it is configured. */
export function ServiceDetails({ decky, service }: { decky: Decky; service: string }) {
  const endpoints = useMazePage((page) => observationOf(page.maze, decky.id).endpoints);
  const definition = serviceBySlug(service);
  const config = decky.serviceConfig[service];
  const settings = Object.entries(config ?? {});
  const reach = endpoints.filter((endpoint) => endpoint.service === service);
  return (
    <div className={styles.service}>
      <div className={styles.serviceName}>
        {definition?.displayName ?? service}
        <span className={styles.muted}>{(definition?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`).join(' ')}</span>
      </div>
      {settings.length === 0 && <span className={styles.muted}>Nothing set: it works with its own defaults.</span>}
      <Facts>
        {settings.map(([name, value]) => <Setting key={name} name={name} value={value} field={definition?.config.find((field) => field.name === name)} />)}
      </Facts>
      {reach.length > 0 && (
        <Stack gap={4} mt={8}>
          {reach.map((endpoint) => <CopyLine key={`${endpoint.lan}-${endpoint.address}-${endpoint.port}`} text={reachLine(endpoint, config)} />)}
        </Stack>
      )}
    </div>
  );
}
