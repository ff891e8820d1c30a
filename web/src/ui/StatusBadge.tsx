import { Tooltip } from '@mantine/core';
import type { DeckyState, TopologyStatus } from '@decnet/domain';
import { DECKY_LOOKS, TOPOLOGY_LOOKS, type StatusLook } from './status';

function Pill({ look, help, name }: { look: StatusLook; help: string; name: string }) {
  const Icon = look.icon;
  return (
    <Tooltip label={help}>
      <span className="dn-pill" data-tone={look.tone} data-status={name} tabIndex={0}>
        <Icon size={14} stroke={2} className={look.moving ? 'spin' : undefined} aria-hidden="true" />{look.word}
      </span>
    </Tooltip>
  );
}

export function StatusBadge({ status, reason = null }: { status: TopologyStatus; reason?: string | null }) {
  const look = TOPOLOGY_LOOKS[status];
  return <Pill look={look} name={status} help={reason === null ? look.help : `${look.help} ${reason}`} />;
}

export function DeckyStateBadge({ state }: { state: DeckyState }) {
  return <Pill look={DECKY_LOOKS[state]} name={state} help={DECKY_LOOKS[state].help} />;
}

/** The icon alone, for tight rows; its word is there for screen readers. */
export function DeckyStateIcon({ state, size = 15 }: { state: DeckyState; size?: number }) {
  const look = DECKY_LOOKS[state];
  return <span className="dn-tone" data-tone={look.tone} style={{ display: 'inline-flex' }}><look.icon size={size} className={look.moving ? 'spin' : undefined} role="img" aria-label={look.word} /></span>;
}
