import { Text } from '@mantine/core';
import { IconCopy, IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteReason } from '../../features/mazes/actions';
import { CloneDialog } from '../../features/mazes/CloneDialog';
import { DeleteDialog } from '../../features/mazes/DeleteDialog';
import { useReadOnlyReason } from '../../features/auth/role';
import { ActionButton, ActionIconButton } from '../../ui/ActionButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useEditState } from '../editing';
import { ExportMenu } from '../export/ExportMenu';
import { useKey } from '../keys/useKeys';
import type { LaidOut } from '../layout/useLayout';
import { useMazePage } from '../live/store';
import { deployReason, teardownReason } from './actionReasons';
import { useLifecycle } from './useLifecycle';

export function MazeActions({ laidOut, onRefused }: { laidOut: LaidOut | null; onRefused(): void }) {
  const navigate = useNavigate();
  const readOnly = useReadOnlyReason();
  const info = useMazePage((state) => state.maze.info);
  const waiting = useEditState((view) => view.waiting);
  const [dialog, setDialog] = useState<'teardown' | 'delete' | 'clone' | null>(null);
  const { deploy, teardown } = useLifecycle(onRefused);
  const close = (): void => {
    teardown.reset();
    setDialog(null);
  };
  useKey('deploy', () => deploy.mutate(), readOnly ?? deployReason(info.status, waiting) ?? true);
  useKey('teardown', () => setDialog('teardown'), readOnly ?? teardownReason(info.status) ?? true);
  const icon = { size: 'lg', variant: 'default' } as const;
  return (
    <>
      <ActionIconButton {...icon} label="Clone" reason={readOnly} onAct={() => setDialog('clone')}><IconCopy size={17} stroke={1.7} /></ActionIconButton>
      <ExportMenu laidOut={laidOut} />
      <ActionIconButton {...icon} label="Delete" reason={readOnly ?? deleteReason(info.status)} onAct={() => setDialog('delete')}><IconTrash size={17} stroke={1.7} /></ActionIconButton>
      <ActionButton
        variant="default" leftSection={<IconPlayerStop size={16} />} reason={readOnly ?? teardownReason(info.status)} loading={teardown.isPending}
        onAct={() => setDialog('teardown')}
      >
        Teardown
      </ActionButton>
      <ActionButton leftSection={<IconPlayerPlay size={16} />} reason={readOnly ?? deployReason(info.status, waiting)} loading={deploy.isPending} onAct={() => deploy.mutate()}>
        Deploy
      </ActionButton>
      <ConfirmDialog
        opened={dialog === 'teardown'} title="Tear this maze down?" action="Tear down" busy={teardown.isPending} error={teardown.error} onClose={close}
        onConfirm={() => teardown.mutate(undefined, { onSuccess: close })}
      >
        <Text size="sm">
          All {info.deckyCount} deckies of <b>{info.name}</b> stop listening, and whoever is inside is thrown out. What was caught is kept. A torn down maze
          stays down; clone it to use it again.
        </Text>
      </ConfirmDialog>
      <DeleteDialog maze={info} opened={dialog === 'delete'} onClose={close} onDeleted={() => void navigate('/mazes')} />
      <CloneDialog key={info.name} maze={info} opened={dialog === 'clone'} onClose={close} onCloned={(id) => void navigate(`/mazes/${id}`)} />
    </>
  );
}
