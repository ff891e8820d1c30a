import { Badge, Tooltip } from '@mantine/core';
import type { TopologyStatus } from '@decnet/domain';
import { TOPOLOGY_LOOKS } from './status';

export function StatusBadge({ status, reason = null, size = 'md' }: { status: TopologyStatus; reason?: string | null; size?: 'md' | 'lg' }) {
  const look = TOPOLOGY_LOOKS[status];
  const Icon = look.icon;
  return (
    <Tooltip label={reason === null ? look.help : `${look.help} ${reason}`}>
      <Badge
        variant="light" color={look.color} size={size} radius="sm" tt="none" fw={600} tabIndex={0} data-status={status} miw="max-content"
        leftSection={<Icon size={size === 'lg' ? 15 : 13} stroke={2} className={look.moving ? 'spin' : undefined} />}
      >
        {look.word}
      </Badge>
    </Tooltip>
  );
}
