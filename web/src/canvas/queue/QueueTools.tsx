import { SegmentedControl } from '@mantine/core';
import { MUTATION_STATES } from '@decnet/domain';
import { useMazePage, useMazePageStore } from '../live/store';

const CHOICES = [
  { value: 'all', label: 'All' }, { value: 'pending', label: 'Waiting' }, { value: 'applied', label: 'Applied' }, { value: 'failed', label: 'Failed' },
];

/** Which mutations are shown. */
export function QueueTools() {
  const store = useMazePageStore();
  const filter = useMazePage((state) => state.queueFilter);
  const choose = (value: string): void => store.setState({ queueFilter: MUTATION_STATES.find((state) => state === value) ?? null });
  return <SegmentedControl size="xs" data={CHOICES} value={filter ?? 'all'} onChange={choose} aria-label="Changes to show" />;
}
