import { Tooltip } from '@mantine/core';
import { useMazePage } from '../live/store';
import type { CSSProperties } from 'react';
import { PEOPLE_COLOURS, type Visitor } from './others';
import { usePresent } from './usePresence';
import styles from './presence.module.css';

const SHOWN = 4;

function whereIs({ selection }: Visitor, nameOf: (id: string) => string | undefined): string {
  const names = selection.flatMap((id) => nameOf(id) ?? []);
  return names.length === 0 ? 'looks at this maze' : `has ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} selected`;
}

/** Who else has this maze open. */
export function Avatars() {
  const { others, stale } = usePresent();
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  if (others.length === 0) return null;
  const said = (visitor: Visitor): string => `${visitor.label} ${whereIs(visitor, (id) => deckies[id]?.name ?? lans[id]?.name)}${stale ? ', as far as was heard' : ''}`;
  const more = others.slice(SHOWN);
  return (
    <ul className={styles.avatars} aria-label="Who else is here" data-stale={stale || undefined}>
      {others.slice(0, SHOWN).map((visitor) => (
        <li key={visitor.client}>
          <Tooltip label={said(visitor)}><span className={styles.avatar} style={{ '--person': PEOPLE_COLOURS[visitor.colour] } as CSSProperties} data-person role="img" aria-label={said(visitor)} tabIndex={0}>{visitor.initials}</span></Tooltip>
        </li>
      ))}
      {more.length > 0 && <li><Tooltip label={more.map(said).join('; ')}><span className={styles.avatar} role="img" tabIndex={0} aria-label={`${more.length} more: ${more.map(({ label }) => label).join(', ')}`}>+{more.length}</span></Tooltip></li>}
    </ul>
  );
}
