import { ActionIcon, Stack, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { serviceBySlug, type ConfigField, type ConfigValue, type Decky } from '@decnet/domain';
import { useState } from 'react';
import { CopyLine } from '../../ui/CopyLine';
import { observationOf } from '../live/mazeState';
import { useMazePage } from '../live/store';
import { Facts } from './parts';
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
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <span className="mono">{shown ? value : '••••••••'}</span>
      <Tooltip label={action}><ActionIcon size="xs" variant="subtle" color="gray" aria-label={action} onClick={() => setShown(!shown)}>{shown ? <IconEyeOff size={13} /> : <IconEye size={13} />}</ActionIcon></Tooltip>
    </span>
  );
}

/** A value that no schema describes is treated as a secret. */
function valueOf(name: string, value: ConfigValue, field: ConfigField | undefined) {
  const label = field?.label ?? name;
  return [label, field === undefined || field.secret ? <Secret label={label} value={show(value)} /> : <span className="mono">{show(value)}</span>] as const;
}

/** One service: how it is reached from this machine, and how it is configured. */
export function ServiceDetails({ decky, service }: { decky: Decky; service: string }) {
  const endpoints = useMazePage((page) => observationOf(page.maze, decky.id).endpoints);
  const definition = serviceBySlug(service);
  const config = decky.serviceConfig[service];
  const pairs = Object.entries(config ?? {}).map(([name, value]) => valueOf(name, value, definition?.config.find((field) => field.name === name)));
  const reach = endpoints.filter((endpoint) => endpoint.service === service);
  return (
    <div className={styles.service}>
      <div className={styles.serviceName}>{definition?.displayName ?? service}<span className={styles.muted}>{(definition?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`).join(' ')}</span></div>
      {pairs.length > 0 ? <Facts pairs={pairs} /> : <span className={styles.muted}>Nothing set: it works with its own defaults.</span>}
      {reach.length > 0 && (
        <Stack gap={4} mt={8}>
          {reach.map((endpoint) => <CopyLine key={`${endpoint.lan}-${endpoint.address}-${endpoint.port}`} text={reachLine(endpoint, config)} />)}
        </Stack>
      )}
    </div>
  );
}
