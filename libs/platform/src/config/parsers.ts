import { isAbsolute, resolve } from 'node:path';

/** Reads one setting's text; throws an Error whose message says what would be right. */
export type Parser<T> = (text: string, base: ParserBase) => T;

export interface ParserBase {
  cwd: string;
  dataDir: string;
}

function wrong(expected: string): never {
  throw new Error(`must be ${expected}`);
}

/** Whole numbers within bounds, both inclusive. */
export function integer(min: number, max: number): Parser<number> {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : wrong(`a whole number from ${min} to ${max}`);
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Parser<T> {
  return (text) => values.find((value) => value === text) ?? wrong(`one of ${values.join(', ')}`);
}

export const plain: Parser<string> = (text) => text;

/** Paths are taken from the working directory, so that they mean the same after a change of directory. */
export const path: Parser<string> = (text, { cwd }) => (isAbsolute(text) ? text : resolve(cwd, text));

export function minLength(length: number): Parser<string> {
  return (text) => (text.length >= length ? text : wrong(`at least ${length} characters long`));
}

export const hostName: Parser<string> = (text) => (/^[A-Za-z0-9:._%-]{1,253}$/.test(text) ? text : wrong('a host name or an address'));

export const list: Parser<readonly string[]> = (text) => text.split(',').map((part) => part.trim().toLowerCase()).filter(Boolean);

/** `sqlite:<path>` (relative ones from the working directory) or `mysql://user:password@host:port/database`. */
export const databaseUrl: Parser<string> = (text, base) => {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length);
    if (file === ':memory:') return text;
    return file ? `sqlite:${path(file, base)}` : wrong('sqlite:<path> or mysql://user:password@host:port/database');
  }
  const url = text.startsWith('mysql://') && URL.canParse(text) ? new URL(text) : null;
  return url?.hostname && url.pathname.length > 1 ? text : wrong('sqlite:<path> or mysql://user:password@host:port/database');
};

export const busUrl: Parser<string> = (text, base) => {
  if (text === 'memory:' || text === 'null:') return text;
  if (/^unix:.+/.test(text)) return `unix:${path(text.slice('unix:'.length), base)}`;
  if (text.startsWith('nats://') && URL.canParse(text) && new URL(text).hostname) return text;
  return wrong('memory:, unix:<path>, nats://host:port or null:');
};
