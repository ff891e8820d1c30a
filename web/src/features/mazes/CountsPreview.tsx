import { Text } from '@mantine/core';
import { MAX_DECKIES, MAX_LANS } from '@decnet/domain';
import type { Preview } from './preview';
import styles from './NewMaze.module.css';

const number = (value: number): string => Math.round(value).toLocaleString('en');

function Figure({ value, label }: { value: number | undefined; label: string }) {
  return (
    <div>
      <div className={styles.figure}>{value === undefined ? '–' : number(value)}</div>
      <Text size="xs" c="dimmed">{label}</Text>
    </div>
  );
}

/** How large the maze will be, before it is made. */
export function CountsPreview({ preview: { counts, tooLarge } }: { preview: Preview }) {
  return (
    <div className={styles.preview} aria-live="polite" data-preview>
      <Text size="xs" fw={600} c="dimmed" mb={6}>Expected size</Text>
      <div className={styles.figures}>
        <Figure value={counts?.lans} label="LANs" />
        <Figure value={counts?.deckies} label="deckies" />
      </div>
      {tooLarge
        ? <Text size="xs" mt={8} className="dn-tone" data-tone="warn" role="alert">Larger than can be generated: at most {number(MAX_LANS)} LANs and {number(MAX_DECKIES)} deckies.</Text>
        : <Text size="xs" mt={8} c="dimmed">On average; the seed decides the rest.</Text>}
    </div>
  );
}
