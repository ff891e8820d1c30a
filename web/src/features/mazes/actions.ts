import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TopologySummaryResponse } from '@decnet/contract';
import { DELETABLE_STATUSES, type TopologyStatus } from '@decnet/domain';
import { topologiesApi } from '../../api/routes';
import { fileName, saveFile } from '../../ui/saveFile';

/** Why this maze cannot be deleted now, or null. */
export function deleteReason(status: TopologyStatus): string | null {
  return DELETABLE_STATUSES.includes(status) ? null : 'Something of it still runs: tear it down first.';
}

function useRefreshList(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['topologies'] });
}

export function useDeleteMaze(onDone: () => void) {
  const refresh = useRefreshList();
  return useMutation({
    mutationFn: (maze: Pick<TopologySummaryResponse, 'id' | 'version'>) => topologiesApi.remove(maze.id, maze.version),
    onSuccess: async () => {
      onDone();
      await refresh();
    },
  });
}

export function useCloneMaze(onDone: (id: string) => void) {
  const refresh = useRefreshList();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => topologiesApi.clone(id, name === '' ? {} : { name }),
    onSuccess: async (made) => {
      onDone(made.id);
      await refresh();
    },
  });
}

export function useExportMaze() {
  return useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) => {
      const document = await topologiesApi.export(id);
      saveFile(fileName(name, 'decnet.json'), 'application/json', JSON.stringify(document, null, 2));
    },
  });
}
