import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AcceptedResponse } from '@decnet/contract';
import type { TopologyStatus } from '@decnet/domain';
import { ApiError, describeError } from '../../api/problem';
import { topologiesApi } from '../../api/routes';
import { knownVersion } from '../editing/answers';
import { useMazePage, useMazePageStore } from '../live/store';

/** Deploy and teardown. The answer is shown at once; what follows comes over the stream. */
export function useLifecycle(onRefused: () => void) {
  const store = useMazePageStore();
  const client = useQueryClient();
  const id = useMazePage((state) => state.maze.info.id);
  const statusNow = (): TopologyStatus => store.getState().maze.info.status;
  /** The stream may have been faster than the answer; what it said since is newer. */
  const accepted = ({ status }: AcceptedResponse, _request: void, before: TopologyStatus): void => {
    if (statusNow() === before) store.setState((state) => ({ server: { ...state.server, info: { ...state.server.info, status, statusReason: null } } }));
    void client.invalidateQueries({ queryKey: ['maze-derived', id] });
  };
  const deploy = useMutation({
    mutationFn: () => {
      const { editing, server } = store.getState();
      return topologiesApi.deploy(id, { expectedVersion: knownVersion(editing, server.info) });
    },
    onMutate: statusNow,
    onSuccess: accepted,
    onError: (error) => {
      const issues = error instanceof ApiError ? error.issues : [];
      if (issues.length > 0) {
        client.setQueryData(['maze-derived', id, 'validate'], { issues });
        onRefused();
      }
      const message = issues.length > 0 ? `${issues.length === 1 ? 'A problem stands' : `${issues.length} problems stand`} in the way. They are listed below the drawing.` : describeError(error);
      notifications.show({ color: 'red', title: 'Not deployed', message });
    },
  });
  const teardown = useMutation({ mutationFn: () => topologiesApi.teardown(id), onMutate: statusNow, onSuccess: accepted });
  return { deploy, teardown };
}
