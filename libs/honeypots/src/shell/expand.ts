import type { Shell } from './shell.js';
import type { Piece, Word } from './syntax.js';

/** No word grows beyond this, however often it names a long variable. */
const MAX_WORD = 65_536;
const MAX_WORDS = 4_096;
const MAX_TOGETHER = 262_144;

/** One word as one text, for a file name or a value: variables are put in, file names are not looked for. */
export function expandWord(shell: Shell, word: Word): string {
  return withHome(shell, word).map((piece) => textOf(shell, piece)).join('').slice(0, MAX_WORD);
}

/** All words of a command: variables, home directories, and patterns that match files. */
export function expandWords(shell: Shell, words: readonly Word[]): string[] {
  const expanded: string[] = [];
  let room = MAX_TOGETHER;
  for (const word of words) {
    for (const field of fields(shell, word)) {
      room -= field.length;
      if (room < 0 || expanded.length >= MAX_WORDS) return expanded;
      expanded.push(field);
    }
  }
  return expanded;
}

function fields(shell: Shell, word: Word): string[] {
  const text = expandWord(shell, word);
  const isVanished = text === '' && word.every((piece) => piece.kind === 'variable' && !piece.quoted);
  if (isVanished) return [];
  const isPattern = word.some((piece) => piece.kind === 'plain' && /[*?]/.test(piece.text)) && !word.some((piece) => piece.kind === 'literal');
  if (isPattern) {
    const found = shell.files.glob(text, shell.cwd);
    if (found.length > 0) return found;
  }
  // A bare variable falls apart at its blanks; in quotes it stays whole.
  const isBare = word.length === 1 && word[0]!.kind === 'variable' && !word[0]!.quoted;
  return isBare ? text.split(/\s+/).filter((part) => part !== '') : [text];
}

function withHome(shell: Shell, word: Word): Word {
  const [first, ...rest] = word;
  if (first?.kind !== 'plain' || !/^~(?:\/|$)/.test(first.text)) return word;
  return [{ kind: 'plain', text: (shell.env.get('HOME') ?? shell.account.home) + first.text.slice(1) }, ...rest];
}

function textOf(shell: Shell, piece: Piece): string {
  if (piece.kind !== 'variable') return piece.text;
  switch (piece.name) {
    case '?': return String(shell.status);
    case '$': return '2931';
    case '#': return '0';
    case '0': return '-bash';
    default: return shell.env.get(piece.name) ?? '';
  }
}
