import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { TopologySummaryResponse } from '@decnet/contract';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useDeleteMaze } from './actions';

interface DeleteDialogProps {
  maze: TopologySummaryResponse;
  opened: boolean;
  onClose(): void;
  onDeleted(): void;
}

export function DeleteDialog({ maze, opened, onClose, onDeleted }: DeleteDialogProps) {
  const removal = useDeleteMaze(() => {
    notifications.show({ message: `${maze.name} is deleted.` });
    onDeleted();
  });
  const close = (): void => {
    removal.reset();
    onClose();
  };
  return (
    <ConfirmDialog opened={opened} title="Delete this maze?" action="Delete maze" busy={removal.isPending} error={removal.error} onConfirm={() => removal.mutate(maze)} onClose={close}>
      <Text size="sm">
        <b>{maze.name}</b> with {maze.lanCount} LANs and {maze.deckyCount} deckies, its history included, will be gone. This cannot be undone. Export it first
        if you may want it back.
      </Text>
    </ConfirmDialog>
  );
}
