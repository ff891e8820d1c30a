import { CloseButton, Group, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { TOPOLOGY_STATUSES } from '@decnet/domain';
import { useEffect, useRef, useState } from 'react';
import { TOPOLOGY_LOOKS } from '../../ui/status';
import type { ListView } from './listQuery';

const TYPING_MS = 250;
const STATUS_OPTIONS = TOPOLOGY_STATUSES.map((status) => ({ value: status, label: TOPOLOGY_LOOKS[status].word }));

interface ListToolbarProps {
  view: ListView;
  /** Null while unknown. */
  total: number | null;
  onChange(patch: Partial<ListView>): void;
}

export function ListToolbar({ view, total, onChange }: ListToolbarProps) {
  const [text, setText] = useState(view.q);
  const [applied, setApplied] = useState(view.q);
  // The address changed by other means than typing (back button, "clear"): the field follows.
  if (applied !== view.q) {
    setApplied(view.q);
    if (text.trim() !== view.q) setText(view.q);
  }
  const apply = useRef(onChange);
  useEffect(() => { apply.current = onChange; });
  useEffect(() => {
    if (text.trim() === view.q) return undefined;
    const timer = setTimeout(() => apply.current({ q: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, view.q]);
  return (
    <Group mb="md" gap="sm">
      <TextInput
        aria-label="Search by name" placeholder="Search by name" leftSection={<IconSearch size={16} />} w={280} maxLength={64}
        value={text} onChange={(event) => setText(event.currentTarget.value)}
        rightSection={text === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => setText('')} />}
      />
      <Select
        aria-label="Filter by status" placeholder="Any status" w={170} clearable data={STATUS_OPTIONS} value={view.status}
        onChange={(value) => onChange({ status: TOPOLOGY_STATUSES.find((status) => status === value) ?? null })}
      />
      <Text size="sm" c="dimmed" ml="auto" role="status">{total === null ? '' : total === 1 ? '1 maze' : `${total.toLocaleString('en')} mazes`}</Text>
    </Group>
  );
}
