import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, describeError } from '../../api/problem';
import { topologiesApi } from '../../api/routes';
import { takeMutations, type KnownMutation } from '../live/queue';
import { useMazePage, useMazePageStore } from '../live/store';
import { nameLookup } from './names';
import { lineOf, queueRows } from './rows';
import type { NameOf } from './describeOp';

const PAGE_SIZE = 50;

/** What sentences need: names of the maze, and of what mutations add to it. */
export function useNameOf(rows: readonly KnownMutation[]): NameOf {
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  const former = useMazePage((state) => state.maze.former);
  const known = useMazePage((state) => state.queue.byId);
  return useMemo(() => nameLookup({ lans, deckies, former }, [...rows, ...known.values()]), [lans, deckies, former, rows, known]);
}

/** Pages of the server for what was before the page was opened; the stream for everything since. */
export function useQueueRows() {
  const id = useMazePage((state) => state.maze.info.id);
  const queue = useMazePage((state) => state.queue);
  const filter = useMazePage((state) => state.queueFilter);
  const history = useInfiniteQuery({
    queryKey: ['maze-queue', id, filter, queue.droppedTo],
    queryFn: ({ pageParam, signal }) => topologiesApi.mutations(id, { state: filter ?? undefined, before: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
    staleTime: Infinity, refetchOnWindowFocus: false,
  });
  const pages = history.data?.pages;
  const rows = useMemo(() => queueRows(queue, pages ?? [], filter), [queue, pages, filter]);
  return { rows, history, filter };
}

export function useLine() {
  const queue = useMazePage((state) => state.queue);
  return useMemo(() => lineOf(queue), [queue]);
}

/** Why the server did not cancel, for people. */
function whyNot(error: unknown): string {
  if (!(error instanceof ApiError)) return describeError(error);
  if (error.status === 404) return 'It is no longer in the queue.';
  if (error.code !== 'ILLEGAL_TRANSITION') return describeError(error);
  return error.problem.from === 'applying' ? 'It has begun already: too late to cancel.' : 'It has ended already.';
}

/** Takes a mutation out of the queue; the answer is shown at once, the stream says the same later. */
export function useCancel(mutationId: string) {
  const store = useMazePageStore();
  const id = useMazePage((state) => state.maze.info.id);
  return useMutation({
    mutationFn: () => topologiesApi.cancelMutation(id, mutationId),
    onSuccess: (cancelled) => store.setState((state) => ({ queue: takeMutations(state.queue, [cancelled]) })),
    onError: (error) => { notifications.show({ color: 'red', title: 'Not cancelled', message: whyNot(error) }); },
  });
}
