import { IconMinus, IconPencil, IconPlus, type Icon } from '@tabler/icons-react';
import type { Ghost } from '../editing';
import styles from './ghosts.module.css';

const LOOKS: Record<Ghost, { icon: Icon; word: string; help: string }> = {
  added: { icon: IconPlus, word: 'to be added', help: 'Waits in the queue: it does not run yet.' },
  removed: { icon: IconMinus, word: 'to be removed', help: 'Waits in the queue: it still runs.' },
  changed: { icon: IconPencil, word: 'to be changed', help: 'A change of it waits in the queue; this is how it will be.' },
};

/** On what a waiting change of a running maze concerns: a word, besides the pattern that `data-ghost` gives. */
export function GhostMark({ ghost }: { ghost: Ghost | undefined }) {
  if (ghost === undefined) return null;
  const { icon: Mark, word, help } = LOOKS[ghost];
  return <span className={styles.mark} data-kind={ghost} title={help}><Mark size="1.1em" stroke={2.4} aria-hidden="true" /><span className={styles.word}>{word}</span></span>;
}
