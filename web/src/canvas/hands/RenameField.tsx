import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { ViewportPortal } from '../flow';
import { LAN_HEAD } from '../layout/geometry';
import { boxOf } from '../projection/project';
import { carryOut, foreseen } from './deed';
import { sceneOf, useHands, useHandsState, type Ref } from './hands';
import { renameDeed } from './patching';
import styles from './hands.module.css';

/** The rule that a name would break; null when it breaks none. */
function useObjection(target: Ref, name: string): string | null {
  const hands = useHands();
  const scene = sceneOf(hands);
  const deed = scene === null ? null : renameDeed(scene, target, name);
  return scene === null || deed === null ? null : foreseen(scene, deed.ops).refusal?.message ?? null;
}

function Field({ target, initial }: { target: Ref; initial: string }) {
  const hands = useHands();
  const [name, setName] = useState(initial);
  const objection = useObjection(target, name);
  const close = (): void => {
    hands.state.setState({ dialog: null });
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-ref-id="${CSS.escape(target.id)}"]:is(button), [data-ref-id="${CSS.escape(target.id)}"] button`)?.focus({ preventScroll: true }));
  };
  const commit = (): void => {
    if (objection === null) carryOut(hands, (scene) => renameDeed(scene, target, name));
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && objection === null) commit();
  };
  return (
    <TextInput
      size="xs" w={208} aria-label={`New name of ${initial}`} value={name} error={objection} onChange={(event) => setName(event.currentTarget.value)} onBlur={commit} onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()} spellCheck={false} autoComplete="off" className="nopan" ref={(input) => { if (input !== null && input.dataset.ready === undefined) { input.dataset.ready = ''; input.focus({ preventScroll: true }); input.select(); } }}
    />
  );
}

/** Renames in place. */
export function RenameField() {
  const hands = useHands();
  const dialog = useHandsState((state) => state.dialog);
  const laidOut = useHandsState((state) => state.laidOut);
  if (dialog?.kind !== 'rename' || laidOut === null || dialog.ref.kind === 'edge') return null;
  const { kind, id } = dialog.ref;
  const box = boxOf(laidOut, kind, id);
  const { lans, deckies } = hands.page.getState().maze;
  const name = (kind === 'lan' ? lans : deckies)[id]?.name;
  if (box === null || name === undefined) return null;
  const top = kind === 'lan' ? box.y + (LAN_HEAD - 30) / 2 - 2 : box.y + 8;
  return <ViewportPortal><div className={styles.rename} style={{ left: box.x + 4, top, transform: 'scale(var(--scale))' }}><Field key={id} target={dialog.ref} initial={name} /></div></ViewportPortal>;
}
