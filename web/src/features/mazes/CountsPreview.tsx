import { Text } from '@mantine/core';
import type { Preview } from './preview';
import styles from './NewMaze.module.css';

function Figure({ value, label }: { value: number; label: string }) {
  return (
    <div>
      <div className={styles.figure}>{Math.round(value).toLocaleString('en')}</div>
      <Text size="xs" c="dimmed">{label}</Text>
    </div>
  );
}

/** How large the maze will be, before it is made. */
export function CountsPreview({ preview }: { preview: Preview }) {
  return (
    <div className={styles.preview} aria-live="polite">
      <Text size="xs" fw={600} c="dimmed" mb={6}>Expected size</Text>
      <div className={styles.figures}>
        <Figure value={preview.lans} label="LANs" />
        <Figure value={preview.deckies} label="deckies" />
        <Figure value={preview.edges} label="attachments" />
      </div>
      <Text size="xs" mt={8} c={preview.tooLarge === null ? 'dimmed' : 'red'} role={preview.tooLarge === null ? undefined : 'alert'}>
        {preview.tooLarge ?? 'On average; the seed decides the rest.'}
      </Text>
    </div>
  );
}
