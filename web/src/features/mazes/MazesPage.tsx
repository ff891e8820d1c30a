import { Button, Group, Pagination, Paper, Stack, Text, Title } from '@mantine/core';
import { IconFilterOff, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { topologiesApi } from '../../api/routes';
import { ActionButton } from '../../ui/ActionButton';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { useTitle } from '../../ui/useTitle';
import { useReadOnlyReason } from '../auth/role';
import { EmptyMazes } from './EmptyMazes';
import { ListToolbar } from './ListToolbar';
import { PAGE_SIZE, readListView, toApiQuery, writeListView, type ListView } from './listQuery';
import { MazeTable, MazeTableSkeleton } from './MazeTable';
import { NewMazeDialog } from './NewMazeDialog';
import styles from './MazesPage.module.css';

const REFRESH_MS = 5_000;

export function MazesPage() {
  useTitle('Mazes');
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const readOnly = useReadOnlyReason();
  const view = readListView(search);
  const change = (patch: Partial<ListView>): void => setSearch(writeListView({ ...view, page: 1, ...patch }), { replace: patch.q !== undefined });
  const list = useQuery({
    queryKey: ['topologies', view],
    queryFn: ({ signal }) => topologiesApi.list(toApiQuery(view), signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const filtered = view.q !== '' || view.status !== null;
  const total = list.data?.total ?? 0;
  const pages = Math.ceil(total / PAGE_SIZE);
  return (
    <div className={styles.page}>
      <Group justify="space-between" align="flex-end" mb="md">
        <div>
          <Title order={1} fz={24}>Mazes</Title>
          <Text c="dimmed" size="sm">Networks of decoys. Every touch of one of them is an intruder.</Text>
        </div>
        <ActionButton leftSection={<IconPlus size={16} />} reason={readOnly} onAct={() => setCreating(true)}>New maze</ActionButton>
      </Group>
      {(filtered || total > 0 || list.data === undefined) && <ListToolbar view={view} total={list.data?.total ?? null} onChange={change} />}
      {list.isError && <ErrorPanel what="The list of mazes could not be loaded" error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <MazeTableSkeleton />}
      {list.data !== undefined && total > 0 && <MazeTable mazes={list.data.data} />}
      {list.data !== undefined && total === 0 && !filtered && <EmptyMazes readOnly={readOnly} onCreate={() => setCreating(true)} />}
      {list.data !== undefined && total === 0 && filtered && (
        <Paper className={styles.none}>
          <Stack align="center" gap="xs">
            <IconFilterOff size={32} stroke={1.4} />
            <Text fw={600}>No maze matches</Text>
            <Button variant="light" size="xs" onClick={() => change({ q: '', status: null })}>Clear search and filter</Button>
          </Stack>
        </Paper>
      )}
      {pages > 1 && (
        <Group justify="center" mt="lg">
          <Pagination total={pages} value={view.page} onChange={(page) => change({ page })} getControlProps={(control) => ({ 'aria-label': `${control} page` })} />
        </Group>
      )}
      <NewMazeDialog opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}
