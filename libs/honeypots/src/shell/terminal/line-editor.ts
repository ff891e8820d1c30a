import { nextKey, type Key } from './keys.js';

export type Typed = { kind: 'line'; text: string } | { kind: 'interrupt' } | { kind: 'end' };

const MAX_LINE = 4_096;
/** What was typed ahead while a command ran. */
const MAX_AHEAD = 16_384;

/** Edits one line at a time on the terminal of a person at the other end. */
export class LineEditor {
  private ahead = '';
  private line: string[] = [];
  private at = 0;
  private prompt = '';
  private browsing: number | null = null;
  private draft: string[] = [];
  private wake: (() => void) | null = null;
  private closed = false;

  constructor(private readonly write: (text: string) => void, private readonly history: readonly string[]) {}

  feed(text: string): void {
    this.ahead = (this.ahead + text).slice(0, MAX_AHEAD);
    this.wake?.();
  }

  /** Nobody will type any more. */
  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** Shows the prompt and lets the person type until the line is finished, one way or another. */
  async read(prompt: string): Promise<Typed> {
    this.prompt = prompt;
    [this.line, this.at, this.browsing] = [[], 0, null];
    this.write(prompt);
    for (;;) {
      const next = this.ahead === '' ? null : nextKey(this.ahead);
      if (next) {
        this.ahead = next.rest;
        const done = next.key && this.press(next.key);
        if (done) return done;
      } else if (this.closed) return { kind: 'end' };
      else {
        await new Promise<void>((resolve) => { this.wake = resolve; });
        this.wake = null;
      }
    }
  }

  private press(key: Key): Typed | null {
    switch (key.kind) {
      case 'text': this.insert([...key.text]); return null;
      case 'enter': this.write('\r\n'); return { kind: 'line', text: this.line.join('') };
      case 'interrupt': this.write('^C\r\n'); return { kind: 'interrupt' };
      case 'end-of-file':
        if (this.line.length === 0) return { kind: 'end' };
        this.replace(this.at, this.at + 1, []);
        return null;
      case 'clear':
        this.write(`\x1b[H\x1b[2J${this.prompt}${this.line.join('')}`);
        this.back(this.line.length - this.at);
        return null;
      case 'tab': this.write('\x07'); return null;
      default: this.edit(key.kind); return null;
    }
  }

  private edit(kind: Exclude<Key['kind'], 'text' | 'enter' | 'interrupt' | 'end-of-file' | 'clear' | 'tab'>): void {
    switch (kind) {
      case 'backspace': this.replace(Math.max(0, this.at - 1), this.at, []); break;
      case 'delete': this.replace(this.at, this.at + 1, []); break;
      case 'kill-start': this.replace(0, this.at, []); break;
      case 'kill-end': this.replace(this.at, this.line.length, []); break;
      case 'kill-word': this.replace(this.wordStart(), this.at, []); break;
      case 'left': this.move(this.at - 1); break;
      case 'right': this.move(this.at + 1); break;
      case 'home': this.move(0); break;
      case 'end': this.move(this.line.length); break;
      case 'up': this.browse((this.browsing ?? this.history.length) - 1); break;
      case 'down': this.browse((this.browsing ?? this.history.length) + 1); break;
    }
  }

  private insert(characters: string[]): void {
    const room = characters.slice(0, MAX_LINE - this.line.length);
    if (room.length < characters.length) this.write('\x07');
    if (room.length > 0) this.replace(this.at, this.at, room);
  }

  /** Puts characters in the place of those from `from` to `to`, here and on the screen, and stands after them. */
  private replace(from: number, to: number, characters: string[]): void {
    const end = Math.min(to, this.line.length);
    if (end === from && characters.length === 0) return;
    const before = this.line.length;
    this.back(this.at - from);
    this.line.splice(from, end - from, ...characters);
    const tail = this.line.slice(from + characters.length).join('');
    const surplus = Math.max(0, before - this.line.length);
    this.write(characters.join('') + tail + ' '.repeat(surplus));
    this.at = from + characters.length;
    this.back(this.line.length - this.at + surplus);
  }

  private move(to: number): void {
    if (to < 0 || to > this.line.length) return;
    if (to < this.at) this.back(this.at - to);
    else this.write(this.line.slice(this.at, to).join(''));
    this.at = to;
  }

  private browse(index: number): void {
    if (index < 0 || index > this.history.length) {
      this.write('\x07');
      return;
    }
    if (this.browsing === null) this.draft = [...this.line];
    this.browsing = index;
    const shown = index === this.history.length ? this.draft : [...this.history[index]!];
    this.move(this.line.length);
    this.replace(0, this.line.length, shown);
  }

  private wordStart(): number {
    let start = this.at;
    while (start > 0 && this.line[start - 1] === ' ') start -= 1;
    while (start > 0 && this.line[start - 1] !== ' ') start -= 1;
    return start;
  }

  private back(count: number): void {
    if (count > 0) this.write('\b'.repeat(count));
  }
}
