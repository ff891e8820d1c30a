import { Container } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { TopologyResponse } from '@decnet/contract';
import { ApiError } from '../api/problem';
import { topologiesApi } from '../api/routes';
import { useSession, useUser } from '../api/session';
import { NotFoundPage } from '../app/FallbackPages';
import { useReadOnlyReason } from '../features/auth/role';
import { ErrorPanel } from '../ui/ErrorPanel';
import { PageLoading } from '../ui/PageLoading';
import { keptEdits } from './editing/saved';
import { EditorProvider, tabShelf, useNewEditor, useSending } from './editing/useEditing';
import { ReactFlowProvider } from './flow';
import { elkInWorker } from './layout/elkWorker';
import { createMazePageStore, MazePageStoreProvider } from './live/store';
import { useStreams } from './live/useStreams';
import { usePresence } from './presence/usePresence';
import { MazeWorkspace } from './MazeWorkspace';

function LiveMaze({ topology }: { topology: TopologyResponse }) {
  const name = useUser()?.username ?? '';
  const token = useSession()?.token ?? null;
  const readOnly = useReadOnlyReason();
  const [store] = useState(() => createMazePageStore(topology, { name, readOnly }, keptEdits(tabShelf(), name, topology.id)));
  const editor = useNewEditor(store);
  useStreams(store, topology.id, token);
  useSending(store, topology.id, token);
  usePresence(store, topology.id, token);
  return (
    <MazePageStoreProvider value={store}>
      <EditorProvider value={editor}>
        <ReactFlowProvider><MazeWorkspace /></ReactFlowProvider>
      </EditorProvider>
    </MazePageStoreProvider>
  );
}

// The worker takes longest to be ready: it starts loading beside the maze, not after it.
elkInWorker();

/** One maze. It is read once; from then on the streams keep it up to date. */
export function MazePage() {
  const { id = '' } = useParams();
  const maze = useQuery({ queryKey: ['maze', id], queryFn: ({ signal }) => topologiesApi.get(id, signal), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  if (maze.data !== undefined) return <LiveMaze key={id} topology={maze.data} />;
  if (maze.error instanceof ApiError && maze.error.status === 404) return <NotFoundPage />;
  if (maze.isError) return <Container size="sm" py="xl"><ErrorPanel what="The maze could not be loaded" error={maze.error} onRetry={() => void maze.refetch()} /></Container>;
  return <PageLoading />;
}
