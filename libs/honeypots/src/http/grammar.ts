import type { ByteInput } from '../connection/byte-input.js';
import { isRefusal, type Head, type Header, type Refusal, type RequestLine } from './message.js';

/** What one server software takes for a request; where it differs from another it can be told from it. */
export interface Grammar {
  readonly maxLine: number;
  /** Bytes of all header lines together. */
  readonly maxHead: number;
  readonly maxHeaders: number;
  /** True when the beginning of a first line can no longer become a request and the server does not wait for its end. */
  hopeless(partial: string): boolean;
  requestLine(line: string): RequestLine | Refusal;
  /** Null for a line that the server passes over. */
  header(line: string): Header | null | Refusal;
  /** Looks at the request as a whole. */
  complete(line: RequestLine, headers: readonly Header[]): Head | Refusal;
  lineTooLong(first: boolean): Refusal;
  tooManyHeaders(): Refusal;
  malformed(): Refusal;
}

/** Reads one head. `seen` is the first line as it came, for the event. Null when the other side is done. */
export async function readHead(input: ByteInput, grammar: Grammar): Promise<{ seen: string; result: Head | Refusal } | null> {
  const first = await firstLine(input, grammar);
  if (first === null) return null;
  if ('hopeless' in first) return { seen: first.hopeless, result: grammar.malformed() };
  if ('tooLong' in first) return { seen: first.tooLong, result: grammar.lineTooLong(true) };
  const seen = first.text;
  const line = grammar.requestLine(seen);
  if (isRefusal(line)) return { seen, result: line };
  if (line.version === 9) return { seen, result: grammar.complete(line, []) };
  const headers = await readHeaders(input, grammar);
  if (headers === null) return null;
  const result = Array.isArray(headers) ? grammar.complete(line, headers as Header[]) : { ...(headers as Refusal), line };
  return { seen, result };
}

/** Both servers pass over empty lines before a request. */
async function firstLine(input: ByteInput, grammar: Grammar): ReturnType<ByteInput['line']> {
  for (let passed = 0; passed < 64; passed += 1) {
    const line = await input.line(grammar.maxLine, (partial) => partial !== '\r' && grammar.hopeless(partial));
    if (line === null || !('text' in line) || (line.text !== '' && line.text !== '\r')) return line;
  }
  return null;
}

/** Header lines up to the empty one, or a trailer's. */
export async function readHeaders(input: ByteInput, grammar: Grammar): Promise<Header[] | Refusal | null> {
  const headers: Header[] = [];
  for (let lines = 0, bytes = 0; ; lines += 1) {
    const line = await input.line(grammar.maxLine);
    if (line === null) return null;
    if (!('text' in line)) return grammar.lineTooLong(false);
    bytes += line.text.length;
    if (line.text === '' || line.text === '\r') return headers;
    if (lines >= grammar.maxHeaders) return grammar.tooManyHeaders();
    if (bytes > grammar.maxHead) return grammar.lineTooLong(false);
    const parsed = grammar.header(line.text);
    if (parsed === null) continue;
    if (isRefusal(parsed)) return parsed;
    headers.push(parsed);
  }
}
