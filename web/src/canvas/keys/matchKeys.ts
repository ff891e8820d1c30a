/** What of a key event decides. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** `Ctrl+Shift+Z` in parts; a plus at the end is the key itself. */
function partsOf(chord: string): string[] {
  return chord.endsWith('+') ? [...chord.slice(0, -1).split('+').filter(Boolean), '+'] : chord.split('+');
}

/** Whether a chord such as `Ctrl+Shift+Z` was pressed. On which key a sign such as `?` lies, and whether with Shift, is the keyboard's affair. */
function isChord(chord: string, { key, ctrlKey, metaKey, shiftKey, altKey }: Stroke): boolean {
  const parts = partsOf(chord);
  const wanted = parts.at(-1) ?? '';
  const isSign = wanted.length === 1 && wanted.toLowerCase() === wanted.toUpperCase();
  return wanted.toLowerCase() === key.toLowerCase() && parts.includes('Ctrl') === (ctrlKey || metaKey) && parts.includes('Alt') === altKey
    && (isSign || parts.includes('Shift') === shiftKey);
}

/** Alternatives of a binding: `Ctrl+Shift+Z / Ctrl+Y`. */
export function chordsOf(keys: string): string[] {
  return keys === '' ? [] : keys.split(' / ');
}

/** Whether one of the binding's alternatives was pressed. */
export function matchesKeys(keys: string, stroke: Stroke): boolean {
  return chordsOf(keys).some((chord) => isChord(chord, stroke));
}

/** The event that the first alternative would make: for whoever runs a command without its key. */
export function strokeOf(keys: string): KeyboardEvent {
  const parts = partsOf(chordsOf(keys)[0] ?? '');
  return new KeyboardEvent('keydown', { key: parts.at(-1), ctrlKey: parts.includes('Ctrl'), shiftKey: parts.includes('Shift'), altKey: parts.includes('Alt') });
}

const SHORT: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ContextMenu: 'Menu' };

/** For a person to read; and for one in front of a Mac. */
export function keyLabels(chord: string, isMac: boolean): string[] {
  return partsOf(chord).map((part) => (part === 'Ctrl' && isMac ? '⌘' : SHORT[part] ?? part));
}
