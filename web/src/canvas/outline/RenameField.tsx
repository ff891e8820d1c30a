import type { Op } from '@decnet/domain';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useDeeds } from '../inspector/useDeed';
import styles from './Outline.module.css';

interface RenameFieldProps {
  kind: 'lan' | 'decky';
  id: string;
  name: string;
  /** The focus goes back to the row. */
  onEnd(told: string | null): void;
}

/** The name in place of the name: Enter takes it, Escape does not; what a rule says stands below. */
export function RenameField({ kind, id, name, onEnd }: RenameFieldProps) {
  const deeds = useDeeds();
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const wanted = text.trim();
  const ops: Op[] = [kind === 'lan' ? { op: 'update_lan', lan: id, patch: { name: wanted } } : { op: 'update_decky', decky: id, patch: { name: wanted } }];
  const problem = wanted === name ? null : deeds.check(ops);
  const take = (): void => {
    if (wanted === name) return onEnd(null);
    if (problem === null && deeds.act(ops, `Rename ${name} to ${wanted}`)) onEnd(`Renamed to ${wanted}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape') onEnd(null);
    else return;
    event.preventDefault();
  };
  return (
    <span className={styles.rename}>
      <input
        ref={field} className={styles.field} value={text} spellCheck={false} autoComplete="off" aria-label={`New name of ${name}`} aria-invalid={problem !== null} aria-describedby="outline-rename-problem"
        onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()}
        onBlur={() => { if (problem === null) take(); else onEnd(null); }}
      />
      <span id="outline-rename-problem" className={styles.problem} role="status">{problem}</span>
    </span>
  );
}
