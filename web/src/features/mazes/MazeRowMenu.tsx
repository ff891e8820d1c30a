import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconDownload, IconTrash } from '@tabler/icons-react';
import type { TopologySummaryResponse } from '@decnet/contract';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { describeError } from '../../api/problem';
import { useReadOnlyReason } from '../auth/role';
import { deleteReason, useExportMaze } from './actions';
import { CloneDialog } from './CloneDialog';
import { DeleteDialog } from './DeleteDialog';

function Item({ reason, icon, color, onAct, children }: { reason: string | null; icon: ReactNode; color?: string; onAct(): void; children: ReactNode }) {
  return (
    <Tooltip label={reason ?? ''} disabled={reason === null} position="left">
      <Menu.Item
        leftSection={icon} color={color} closeMenuOnClick={reason === null} data-disabled={reason !== null || undefined} aria-disabled={reason !== null}
        aria-description={reason ?? undefined} onClick={() => { if (reason === null) onAct(); }}
      >
        {children}
      </Menu.Item>
    </Tooltip>
  );
}

export function MazeRowMenu({ maze }: { maze: TopologySummaryResponse }) {
  const navigate = useNavigate();
  const readOnly = useReadOnlyReason();
  const [dialog, setDialog] = useState<'clone' | 'delete' | null>(null);
  const exporting = useExportMaze();
  const close = (): void => setDialog(null);
  const failed = (error: unknown): void => { notifications.show({ color: 'red', title: 'Export failed', message: describeError(error) }); };
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${maze.name}`} loading={exporting.isPending}><IconDots size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Item icon={<IconCopy size={16} />} reason={readOnly} onAct={() => setDialog('clone')}>Clone</Item>
          <Item icon={<IconDownload size={16} />} reason={null} onAct={() => exporting.mutate(maze, { onError: failed })}>Export JSON</Item>
          <Menu.Divider />
          <Item icon={<IconTrash size={16} />} color="red" reason={readOnly ?? deleteReason(maze.status)} onAct={() => setDialog('delete')}><Text size="sm">Delete</Text></Item>
        </Menu.Dropdown>
      </Menu>
      <CloneDialog maze={maze} opened={dialog === 'clone'} onClose={close} onCloned={(id) => void navigate(`/mazes/${id}`)} />
      <DeleteDialog maze={maze} opened={dialog === 'delete'} onClose={close} onDeleted={close} />
    </>
  );
}
