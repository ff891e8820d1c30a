import { Tooltip } from '@mantine/core';
import type { DeckyState, TopologyStatus } from '@decnet/domain';
import { DECKY_LOOKS, TOPOLOGY_LOOKS, type StatusLook } from './status';

function Pill({ look, help, name, still = false }: { look: StatusLook; help: string; name: string; still?: boolean }) {
  const Icon = look.icon;
  return (
    <Tooltip label={help}>
      <span className="dn-pill" data-tone={look.tone} data-status={name} tabIndex={0}>
        <Icon size={14} stroke={2} className={look.moving && !still ? 'spin' : undefined} aria-hidden="true" />{look.word}
      </span>
    </Tooltip>
  );
}

/** `still`: a status of the past, in which nothing moves any more. */
export function StatusBadge({ status, reason = null, still }: { status: TopologyStatus; reason?: string | null; still?: boolean }) {
  const look = TOPOLOGY_LOOKS[status];
  return <Pill look={look} name={status} still={still} help={reason === null ? look.help : `${look.help} ${reason}`} />;
}

export function DeckyStateBadge({ state }: { state: DeckyState }) {
  return <Pill look={DECKY_LOOKS[state]} name={state} help={DECKY_LOOKS[state].help} />;
}

/** The icon alone, for tight rows; its word is there for screen readers. */
export function DeckyStateIcon({ state, size = 15 }: { state: DeckyState; size?: number }) {
  const look = DECKY_LOOKS[state];
  return <span className="dn-tone" data-tone={look.tone} style={{ display: 'inline-flex' }}><look.icon size={size} className={look.moving ? 'spin' : undefined} role="img" aria-label={look.word} /></span>;
}
