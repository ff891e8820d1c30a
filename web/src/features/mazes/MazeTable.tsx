import { Skeleton, Table, Text } from '@mantine/core';
import type { TopologySummaryResponse } from '@decnet/contract';
import { Link, useNavigate } from 'react-router';
import { StatusBadge } from '../../ui/StatusBadge';
import { TimeAgo } from '../../ui/TimeAgo';
import { MazeRowMenu } from './MazeRowMenu';
import styles from './MazesPage.module.css';

/** How it was made, in a few words. */
function origin(maze: TopologySummaryResponse): string {
  const seed = maze.generatorConfig?.seed;
  return typeof seed === 'number' ? `generated, seed ${seed}` : 'drawn by hand';
}

function Row({ maze }: { maze: TopologySummaryResponse }) {
  const navigate = useNavigate();
  return (
    <Table.Tr className={styles.row} onClick={() => void navigate(`/mazes/${maze.id}`)}>
      <Table.Td>
        <Link to={`/mazes/${maze.id}`} className={`${styles.name} ellipsis`} onClick={(event) => event.stopPropagation()}>{maze.name}</Link>
        <Text size="xs" c="dimmed" truncate>{origin(maze)}</Text>
      </Table.Td>
      <Table.Td><StatusBadge status={maze.status} reason={maze.statusReason} /></Table.Td>
      <Table.Td className={styles.number}>{maze.lanCount.toLocaleString('en')}</Table.Td>
      <Table.Td className={styles.number}>{maze.deckyCount.toLocaleString('en')}</Table.Td>
      <Table.Td><Text size="sm" c="dimmed"><TimeAgo at={maze.createdAt} /></Text></Table.Td>
      <Table.Td className={styles.wide}><Text size="sm" c="dimmed" truncate>{maze.createdBy}</Text></Table.Td>
      <Table.Td onClick={(event) => event.stopPropagation()}><MazeRowMenu maze={maze} /></Table.Td>
    </Table.Tr>
  );
}

function Head() {
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Name</Table.Th>
        <Table.Th className={styles.colStatus}>Status</Table.Th>
        <Table.Th className={`${styles.number} ${styles.colCount}`}>LANs</Table.Th>
        <Table.Th className={`${styles.number} ${styles.colCount}`}>Deckies</Table.Th>
        <Table.Th className={styles.colAge}>Created</Table.Th>
        <Table.Th className={`${styles.wide} ${styles.colBy}`}>By</Table.Th>
        <Table.Th className={styles.colMenu} aria-label="Actions" />
      </Table.Tr>
    </Table.Thead>
  );
}

export function MazeTable({ mazes }: { mazes: TopologySummaryResponse[] }) {
  return (
    <div className={styles.table}>
      <Table highlightOnHover highlightOnHoverColor="var(--dn-lan-head)" verticalSpacing="xs" horizontalSpacing="md">
        <Head />
        <Table.Tbody>{mazes.map((maze) => <Row key={maze.id} maze={maze} />)}</Table.Tbody>
      </Table>
    </div>
  );
}

export function MazeTableSkeleton() {
  return (
    <div className={styles.table} aria-busy="true">
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Head />
        <Table.Tbody>
          {Array.from({ length: 6 }, (_, index) => <Table.Tr key={index}><Table.Td colSpan={7}><Skeleton height={36} radius="sm" /></Table.Td></Table.Tr>)}
        </Table.Tbody>
      </Table>
    </div>
  );
}
