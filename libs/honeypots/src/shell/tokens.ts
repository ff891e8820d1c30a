import type { Piece, Word } from './syntax.js';

export type Token = { kind: 'word'; word: Word; text: string } | { kind: 'operator'; text: string };

const OPERATORS = ['&>>', '&>', '&&', '||', ';;', '>>', '<<', '>&', '|&', ';', '|', '&', '<', '>', '(', ')', '\n'];
const NAME = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*|[?$#!0-9@*])\}|([A-Za-z_][A-Za-z0-9_]*|[?$#!0-9@*]))/;

/** Takes a line apart as a shell does; null when a quote is still open. Never looks at a character twice. */
export function tokenize(line: string): Token[] | null {
  return new Tokenizer(line).run();
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private pieces: Piece[] = [];
  private inWord = false;
  private wordStart = 0;
  private at = 0;

  constructor(private readonly line: string) {}

  run(): Token[] | null {
    while (this.at < this.line.length) {
      if (!this.step()) return null;
    }
    this.endWord();
    return this.tokens;
  }

  /** False when the line ends inside a quote. */
  private step(): boolean {
    const character = this.line[this.at]!;
    if (character === ' ' || character === '\t') return this.blank();
    if (character === '#' && !this.inWord) return this.comment();
    if (character === "'") return this.singleQuoted();
    if (character === '"') return this.doubleQuoted();
    if (character === '\\') return this.escaped();
    if (character === '$' && this.variable(false)) return true;
    const operator = this.operatorHere();
    if (operator !== undefined) return this.operator(operator);
    return this.add('plain', character, 1);
  }

  private blank(): boolean {
    this.endWord();
    this.at += 1;
    return true;
  }

  private comment(): boolean {
    const end = this.line.indexOf('\n', this.at);
    this.at = end < 0 ? this.line.length : end;
    return true;
  }

  private operator(text: string): boolean {
    // `2>file`: the number belongs to the redirection, not to the words.
    const descriptor = this.inWord && /^[<>]/.test(text) && /^[012]$/.test(this.line.slice(this.wordStart, this.at)) ? this.line.slice(this.wordStart, this.at) : '';
    if (descriptor) {
      this.pieces = [];
      this.inWord = false;
    }
    this.endWord();
    this.tokens.push({ kind: 'operator', text: descriptor + text });
    this.at += text.length;
    return true;
  }

  private singleQuoted(): boolean {
    const end = this.line.indexOf("'", this.at + 1);
    if (end < 0) return false;
    return this.add('literal', this.line.slice(this.at + 1, end), end + 1 - this.at);
  }

  private doubleQuoted(): boolean {
    this.add('literal', '', 1);
    while (this.at < this.line.length) {
      const character = this.line[this.at]!;
      if (character === '"') {
        this.at += 1;
        return true;
      }
      if (character === '$' && this.variable(true)) continue;
      if (character === '\\' && '$`"\\\n'.includes(this.line[this.at + 1] ?? 'x')) this.add('literal', this.line[this.at + 1]!, 2);
      else this.add('literal', character, 1);
    }
    return false;
  }

  private escaped(): boolean {
    const next = this.line[this.at + 1];
    if (next === undefined) return false;
    if (next === '\n') this.at += 2;
    else this.add('literal', next, 2);
    return true;
  }

  private variable(quoted: boolean): boolean {
    const match = NAME.exec(this.line.slice(this.at, this.at + 128));
    if (!match) return false;
    this.beginWord();
    this.pieces.push({ kind: 'variable', name: match[1] ?? match[2]!, quoted });
    this.at += match[0].length;
    return true;
  }

  private add(kind: 'literal' | 'plain', text: string, consumed: number): boolean {
    this.beginWord();
    const last = this.pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.pieces.push({ kind, text });
    this.at += consumed;
    return true;
  }

  private operatorHere(): string | undefined {
    return OPERATORS.find((operator) => this.line.startsWith(operator, this.at));
  }

  private beginWord(): void {
    if (this.inWord) return;
    this.inWord = true;
    this.wordStart = this.at;
  }

  private endWord(): void {
    if (!this.inWord) return;
    this.tokens.push({ kind: 'word', word: this.pieces, text: this.line.slice(this.wordStart, this.at) });
    this.pieces = [];
    this.inWord = false;
  }
}
