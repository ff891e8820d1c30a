import { useEffect, useRef } from 'react';
import { createStore, useStore } from 'zustand';
import { bindingOf } from './keys';
import { matchesKeys } from './matchKeys';

/** Gives back false when the key was not for it: the browser then does what it always does. */
export type KeyHandler = (event: KeyboardEvent) => void | false;

/** A command that can be run now, or the reason why not. */
export interface Registered { id: string; run: KeyHandler; reason: string | null }

/** The last that registers an id has it: a panel in front answers before what lies behind it. */
const store = createStore<{ registered: readonly Registered[] }>(() => ({ registered: [] }));

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const IN_FRONT = '[role="dialog"], [role="menu"], [role="listbox"]';
/** Means nothing to a field, so it is heard from there, too. */
const ALWAYS = 'commands';

function isDeaf({ target }: KeyboardEvent, id: string): boolean {
  return target instanceof Element && target.closest(id === ALWAYS ? IN_FRONT : `${FIELDS}, ${IN_FRONT}`) !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const found = [...store.getState().registered].reverse().find(({ id }) => matchesKeys(bindingOf(id)?.keys ?? '', event) && !isDeaf(event, id));
  if (found === undefined || found.reason !== null) return;
  if (found.run(event) !== false) event.preventDefault();
}

function register(entry: Registered): () => void {
  const { registered } = store.getState();
  if (registered.length === 0) window.addEventListener('keydown', onKeyDown);
  store.setState({ registered: [...registered, entry] });
  return () => {
    const left = store.getState().registered.filter((one) => one !== entry);
    store.setState({ registered: left });
    if (left.length === 0) window.removeEventListener('keydown', onKeyDown);
  };
}

const NOT_NOW = 'Not possible now.';

/**
 * Runs the handler when the key of this id (see keys.ts) is pressed, anywhere but in fields and dialogs, and when the command palette is asked for it.
 * @param enabled false, or the reason why not: the palette then says so
 */
export function useKey(id: string, handler: KeyHandler, enabled: boolean | string = true): void {
  const latest = useRef(handler);
  useEffect(() => { latest.current = handler; });
  const reason = enabled === true ? null : enabled === false ? NOT_NOW : enabled;
  useEffect(() => register({ id, reason, run: (event) => latest.current(event) }), [id, reason]);
}

/** What is registered now, the last of each id. */
export function useRegistered(): readonly Registered[] {
  return useStore(store, (state) => state.registered);
}
