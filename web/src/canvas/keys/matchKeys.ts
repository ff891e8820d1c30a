/** What of a key event decides. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const MODIFIERS = /^(?:Ctrl|Shift|Alt)$/;

/** `Ctrl+Shift+Z` in parts; a plus at the end is the key itself. */
function partsOf(chord: string): string[] {
  return chord.endsWith('+') ? [...chord.slice(0, -1).split('+').filter(Boolean), '+'] : chord.split('+');
}

function isKey(wanted: string, pressed: string): boolean {
  if (wanted === 'Arrows') return pressed.startsWith('Arrow');
  return wanted.toLowerCase() === (pressed === ' ' ? 'space' : pressed.toLowerCase());
}

/** Whether a chord such as `Ctrl+Shift+Z` was pressed. On which key a sign such as `?` lies, and whether with Shift, is the keyboard's affair. */
function isChord(chord: string, { key, ctrlKey, metaKey, shiftKey, altKey }: Stroke): boolean {
  const parts = partsOf(chord);
  const wanted = parts.at(-1) ?? '';
  const has = (modifier: string): boolean => parts.slice(0, -1).filter((part) => MODIFIERS.test(part)).includes(modifier);
  const isSign = wanted.length === 1 && wanted.toLowerCase() === wanted.toUpperCase();
  return isKey(wanted, key) && has('Ctrl') === (ctrlKey || metaKey) && has('Alt') === altKey && (isSign || has('Shift') === shiftKey);
}

/** Alternatives of a binding: `Ctrl+Y or Ctrl+Shift+Z`. */
export function chordsOf(keys: string): string[] {
  return keys === '' ? [] : keys.split(' or ');
}

/** Whether one of the binding's alternatives was pressed. */
export function matchesKeys(keys: string, stroke: Stroke): boolean {
  return chordsOf(keys).some((chord) => isChord(chord, stroke));
}

/** For a person to read; and for one in front of a Mac. */
export function keyLabels(chord: string, isMac: boolean): string[] {
  return partsOf(chord).map((part) => (part === 'Ctrl' && isMac ? '⌘' : part));
}
