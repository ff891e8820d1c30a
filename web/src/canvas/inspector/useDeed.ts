import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { Op } from '@decnet/domain';
import { useEditor, useEditPermission, type Refusal } from '../editing';
import { isRefusal, tryOps } from '../editing/ops';
import { worldIn } from '../editing/pageState';
import { useMazePageStore, type MazePageStore } from '../live/store';

/** A rule's words as a sentence that begins like one. */
export function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function wordsOf({ message, issues }: Refusal): string {
  return sentence(issues[0]?.message ?? message);
}

function whatRefuses(store: MazePageStore, ops: readonly Op[]): string | null {
  const state = store.getState();
  const result = tryOps(state.design, ops, worldIn(state).context);
  return isRefusal(result) ? wordsOf(result) : null;
}

/** Says what there is no field to say beside. */
export function tell(title: string, refusal: Refusal | null): void {
  if (refusal !== null) notifications.show({ color: 'red', title, message: wordsOf(refusal) });
}

export interface Deeds {
  /** Why the user may change nothing now; null when allowed. */
  reason: string | null;
  /** What a rule says against it; nothing is done. */
  check(ops: readonly Op[]): string | null;
  /** One gesture. @returns what a rule says against it: nothing has changed then */
  attempt(ops: readonly Op[], label: string): string | null;
  /** The same, for what has no field to say it beside: a refusal is shown as a notice. @returns whether it was done */
  act(ops: readonly Op[], label: string): boolean;
}

/** What panels and fields do to the maze. */
export function useDeeds(): Deeds {
  const editor = useEditor();
  const store = useMazePageStore();
  const permission = useEditPermission();
  const reason = permission.allowed ? null : permission.reason;
  return useMemo(() => {
    const attempt = (ops: readonly Op[], label: string): string | null => {
      const refusal = editor.apply(ops, label);
      return refusal === null ? null : wordsOf(refusal);
    };
    return {
      reason, attempt,
      check: (ops) => whatRefuses(store, ops),
      act: (ops, label) => {
        const problem = reason ?? attempt(ops, label);
        if (problem !== null) notifications.show({ color: 'red', title: `Not done: ${label}`, message: problem });
        return problem === null;
      },
    };
  }, [editor, store, reason]);
}
