import { Button } from '@mantine/core';
import { IconArrowsSplit } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionButton } from '../../ui/ActionButton';
import { useEditor, useEditPermission, type Conflict, type ConflictChoice, type Refusal } from '../editing';
import { useMazePage } from '../live/store';
import { choiceWords, fieldWord, questionOf, valueWord } from './words';
import styles from './conflicts.module.css';

function Values({ conflict: { field, mine, theirs, base, by } }: { conflict: Conflict }) {
  const lans = useMazePage((state) => state.maze.lans);
  const deckies = useMazePage((state) => state.maze.deckies);
  if (field === null) return null;
  const say = (value: unknown): string => valueWord(field, value, base, (id) => lans[id]?.name ?? deckies[id]?.name ?? 'one that is gone');
  const rows = [['Yours', say(mine)], [by === null ? 'Theirs' : `By ${by}`, say(theirs)], ['Before', field === 'serviceConfig' ? 'neither' : say(base)]] as const;
  return (
    <dl className={styles.values} aria-label={`Values of ${fieldWord(field)}`}>
      {rows.map(([who, value]) => <div key={who} className={styles.value}><dt>{who}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** One question with its two answers. */
function Question({ conflict, onRefused }: { conflict: Conflict; onRefused(refusal: Refusal | null): void }) {
  const editor = useEditor();
  const permission = useEditPermission();
  const words = choiceWords(conflict);
  const reason = permission.allowed ? null : permission.reason;
  const choose = (choice: ConflictChoice) => (): void => onRefused(editor.resolve(conflict.id, choice));
  return (
    <li className={styles.question} data-conflict={conflict.kind}>
      <span>{questionOf(conflict)}</span>
      <Values conflict={conflict} />
      <span className={styles.answers}>
        {(['mine', 'theirs'] as const).map((choice) => (
          <ActionButton key={choice} size="compact-sm" variant={conflict.choice === choice ? 'filled' : 'light'} aria-pressed={conflict.choice === choice} reason={reason} onAct={choose(choice)}>
            {words[choice]}
          </ActionButton>
        ))}
      </span>
    </li>
  );
}

/** What must be decided at one LAN or decky. The gesture waits; nothing of it is done until then. */
export function ConflictCard({ conflicts }: { conflicts: readonly Conflict[] }) {
  const editor = useEditor();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const first = conflicts[0]!;
  const open = conflicts.filter(({ choice }) => choice === null).length;
  return (
    <section className={styles.card} aria-label={`Conflict at ${first.node.name}`} data-conflict-card={first.node.name} tabIndex={-1}>
      <header className={styles.head}>
        <IconArrowsSplit size={15} aria-hidden="true" />
        <span className="ellipsis">{first.node.name}</span>
      </header>
      <ul className={styles.questions}>{conflicts.map((conflict) => <Question key={conflict.id} conflict={conflict} onRefused={setRefusal} />)}</ul>
      {open === 0 && <span className={styles.quiet}>Decided here; the same gesture waits for a decision elsewhere.</span>}
      {refusal !== null && <span className={styles.refusal} role="alert">{refusal.message}</span>}
      {conflicts.length > 1 && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => editor.dismiss(first.id)}>Drop all of it: {first.label}</Button>}
    </section>
  );
}
