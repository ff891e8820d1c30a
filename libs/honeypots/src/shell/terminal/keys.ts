/** What a person can do to a line with one key. */
export type Key =
  | { kind: 'text'; text: string }
  | { kind: 'enter' | 'backspace' | 'delete' | 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'interrupt' | 'end-of-file' | 'kill-start' | 'kill-end' | 'kill-word' | 'clear' | 'tab' };

const CONTROL: Readonly<Record<string, Exclude<Key['kind'], 'text'>>> = {
  '\r': 'enter', '\n': 'enter', '\x7f': 'backspace', '\b': 'backspace', '\x01': 'home', '\x02': 'left', '\x03': 'interrupt', '\x04': 'end-of-file', '\x05': 'end',
  '\x06': 'right', '\t': 'tab', '\x0b': 'kill-end', '\x0c': 'clear', '\x0e': 'down', '\x10': 'up', '\x15': 'kill-start', '\x17': 'kill-word',
};
const SEQUENCES: Readonly<Record<string, Exclude<Key['kind'], 'text'>>> = {
  A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', '1~': 'home', '7~': 'home', '4~': 'end', '8~': 'end', '3~': 'delete',
};
/** A key's sequence is at most a dozen characters; whatever is longer was not typed. */
const MAX_SEQUENCE = 16;

/** Takes the next key from what was typed; `rest` is what is left. Null while a sequence has only begun. */
export function nextKey(typed: string): { key: Key | null; rest: string } | null {
  const first = typed[0]!;
  if (first === '\x1b') return escapeSequence(typed);
  const control = CONTROL[first];
  if (control) return { key: { kind: control }, rest: typed.slice(typed.startsWith('\r\n') ? 2 : 1) };
  if (first < ' ') return { key: null, rest: typed.slice(1) };
  const text = /^[^\x00-\x1f\x7f]+/.exec(typed)![0];
  return { key: { kind: 'text', text }, rest: typed.slice(text.length) };
}

function escapeSequence(typed: string): { key: Key | null; rest: string } | null {
  if (typed.length === 1) return null;
  if (typed[1] !== '[' && typed[1] !== 'O') return { key: null, rest: typed.slice(2) };
  const match = /^\x1b(?:\[([0-9;]*[@-~])|O([A-Za-z]))/.exec(typed.slice(0, MAX_SEQUENCE));
  if (!match) return typed.length < MAX_SEQUENCE ? null : { key: null, rest: typed.slice(1) };
  const kind = SEQUENCES[match[1] ?? match[2]!];
  return { key: kind ? { kind } : null, rest: typed.slice(match[0].length) };
}
