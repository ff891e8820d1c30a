import { Modal, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { BlankForm } from './BlankForm';
import { GeneratedForm } from './GeneratedForm';

/** A new maze, generated or blank. What was typed is forgotten when the dialog closes. */
export function NewMazeDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<'generated' | 'blank'>('generated');
  const created = (id: string): void => {
    onClose();
    void navigate(`/mazes/${id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New maze" size={kind === 'generated' ? 780 : 'md'}>
      <Stack>
        <SegmentedControl
          value={kind} onChange={(value) => setKind(value === 'blank' ? 'blank' : 'generated')} aria-label="How to begin"
          data={[{ value: 'generated', label: 'Generated' }, { value: 'blank', label: 'Blank' }]}
        />
        {kind === 'generated' ? <GeneratedForm onCreated={created} onCancel={onClose} /> : <BlankForm onCreated={created} onCancel={onClose} />}
      </Stack>
    </Modal>
  );
}
