import { useDebouncedValue } from '@mantine/hooks';
import { useState, type KeyboardEvent } from 'react';
import type { Op } from '@decnet/domain';
import type { Deeds } from './useDeed';

/** A rule is asked when the hand rests, not at every letter. */
const REST_MS = 150;

interface DraftOptions {
  deeds: Deeds;
  /** As it is now. */
  value: string;
  label: string;
  /** What makes it so; a sentence when no op can, because the text means nothing. */
  opsFor(text: string): readonly Op[] | string;
}

export interface Draft {
  text: string;
  problem: string | null;
  edit(text: string): void;
  commit(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Text in the making: the rules answer while one types, Enter or leaving the field makes it one gesture, Escape gives back what was there. */
export function useDraft({ deeds, value, label, opsFor }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [rested] = useDebouncedValue(draft, REST_MS);
  const judge = (text: string, ask: (ops: readonly Op[]) => string | null): string | null => {
    const ops = opsFor(text);
    return typeof ops === 'string' ? ops : ask(ops);
  };
  const problem = rested === null || rested !== draft || rested === value ? null : judge(rested, deeds.check);
  const reset = (): void => {
    setDraft(null);
    setRefused(null);
  };
  const commit = (): void => {
    if (draft === null || deeds.reason !== null) return;
    if (draft === value) return reset();
    const says = judge(draft, (ops) => deeds.attempt(ops, label));
    if (says === null) reset();
    else setRefused(says);
  };
  return {
    text: draft ?? value,
    problem: problem ?? refused,
    edit: (text) => {
      if (deeds.reason !== null) return;
      setRefused(null);
      setDraft(text);
    },
    commit,
    onKeyDown: (event) => {
      if (event.key === 'Enter' && !(event.target instanceof HTMLTextAreaElement && !event.ctrlKey)) commit();
      else if (event.key !== 'Escape') return;
      else if (draft !== null) reset();
      // Out of the field, to where the keys of the page are heard again.
      else event.currentTarget.closest<HTMLElement>('[tabindex="0"]')?.focus();
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
