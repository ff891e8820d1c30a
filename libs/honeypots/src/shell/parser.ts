import type { Parsed, Redirect, SimpleCommand, Step, Word } from './syntax.js';
import { tokenize, type Token } from './tokens.js';

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=/;
const REDIRECTION = /^([012]?)(<|>>|>|>&)$|^(&>>?)$/;

/** Reads what was typed as a list of pipelines. */
export function parse(line: string): Parsed {
  const tokens = tokenize(line);
  return tokens === null ? { kind: 'incomplete' } : new Parser(tokens).script();
}

class Unexpected {
  constructor(readonly token: string | null) {}
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  script(): Parsed {
    try {
      const steps = this.steps();
      return { kind: 'script', steps };
    } catch (problem) {
      if (!(problem instanceof Unexpected)) throw problem;
      return problem.token === null ? { kind: 'incomplete' } : { kind: 'unexpected', token: problem.token };
    }
  }

  private steps(): Step[] {
    const steps: Step[] = [];
    let when: Step['when'] = 'always';
    for (this.skipLines(); this.at < this.tokens.length;) {
      steps.push({ when, pipeline: this.pipeline() });
      const separator = this.operator();
      if (separator === null) break;
      this.at += 1;
      when = separator === '&&' ? 'success' : separator === '||' ? 'failure' : 'always';
      if (![';', '&', '\n', '&&', '||'].includes(separator)) throw new Unexpected(separator);
      this.skipLines();
      if (when !== 'always' && this.at >= this.tokens.length) throw new Unexpected(null);
    }
    return steps;
  }

  private pipeline(): SimpleCommand[] {
    const commands = [this.command()];
    while (this.operator() === '|' || this.operator() === '|&') {
      this.at += 1;
      this.skipLines();
      if (this.at >= this.tokens.length) throw new Unexpected(null);
      commands.push(this.command());
    }
    return commands;
  }

  private command(): SimpleCommand {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.kind === 'operator') {
        const redirect = REDIRECTION.exec(token.text);
        if (!redirect) break;
        redirects.push(this.redirect(redirect));
        continue;
      }
      this.at += 1;
      const assignment = words.length === 0 ? assigned(token.word) : null;
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
    }
    if (assignments.length + words.length + redirects.length === 0) throw new Unexpected(this.operator() ?? 'newline');
    return { assignments, words, redirects };
  }

  private redirect([, descriptor, operator, both]: RegExpExecArray): Redirect {
    this.at += 1;
    const token = this.tokens[this.at];
    if (token?.kind !== 'word') throw new Unexpected(token?.text ?? 'newline');
    this.at += 1;
    if (both) return { from: 'both', mode: both === '&>>' ? '>>' : '>', target: token.word };
    if (operator === '>&') {
      if (token.text !== '1' && token.text !== '2') return { from: 'both', mode: '>', target: token.word };
      return { from: descriptor === '2' ? 2 : 1, mode: '>', target: { descriptor: token.text === '1' ? 1 : 2 } };
    }
    const from = operator === '<' ? 0 : descriptor === '2' ? 2 : 1;
    return { from, mode: operator as '<' | '>' | '>>', target: token.word };
  }

  private operator(): string | null {
    const token = this.tokens[this.at];
    return token?.kind === 'operator' ? token.text : null;
  }

  private skipLines(): void {
    while (this.operator() === '\n') this.at += 1;
  }
}

function assigned(word: Word): { name: string; value: Word } | null {
  const [first, ...rest] = word;
  if (first?.kind !== 'plain') return null;
  const match = ASSIGNMENT.exec(first.text);
  if (!match) return null;
  const remainder = first.text.slice(match[0].length);
  return { name: match[1]!, value: remainder === '' ? rest : [{ kind: 'plain', text: remainder }, ...rest] };
}
