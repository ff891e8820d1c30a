import type { Grammar } from './grammar.js';
import { headersOf, hostOf, type Head, type Header, type Refusal, type RequestLine } from './message.js';
import { decodePath, splitAbsolute } from './target-path.js';

const BAD: Refusal = { status: 400 };
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const REQUEST = new RegExp(`^(${TOKEN}) ([^\\u0000-\\u0020\\u007f]+)(?: HTTP/([0-9])\\.([0-9]))?\\r$`);
const HEADER = new RegExp(`^(${TOKEN}):[ \\t]*([^\\u0000-\\u0008\\u000a-\\u001f\\u007f]*?)[ \\t]*\\r$`);

export const apacheGrammar: Grammar = {
  maxLine: 8_190,
  maxHead: 1024 * 1024,
  maxHeaders: 100,
  hopeless: () => false,
  requestLine,
  header: (line) => {
    const match = HEADER.exec(line);
    return match ? [match[1]!, match[2]!] : BAD;
  },
  complete,
  lineTooLong: (first) => (first ? { status: 414 } : { status: 400, detail: 'Size of a request header field exceeds server limit.' }),
  tooManyHeaders: () => ({ status: 400, detail: "The number of request header fields exceeds this server's limit." }),
  malformed: () => BAD,
};

function requestLine(line: string): RequestLine | Refusal {
  const match = REQUEST.exec(line);
  if (!match) return BAD;
  const [, method, target, major, minor] = match as unknown as [string, string, string, string | undefined, string | undefined];
  if (major === undefined ? method !== 'GET' : Number(major) < 1) return BAD;
  const absolute = splitAbsolute(target);
  const pathAndQuery = absolute?.pathAndQuery ?? target;
  const isBare = (method === 'OPTIONS' && target === '*') || (method === 'CONNECT' && /^[^/]+:\d+$/.test(target));
  if (!isBare && !pathAndQuery.startsWith('/')) return BAD;
  const version = major === undefined ? 9 : `${major}.${minor}` === '1.0' ? 10 : 11;
  return { method, target, version, authority: absolute?.authority ?? (method === 'CONNECT' ? target : null), pathAndQuery };
}

function complete(line: RequestLine, headers: readonly Header[]): Head | Refusal {
  const named = hostOf(line.version, headers, /^[A-Za-z0-9._:[\]-]*$/);
  if (named === false) return { ...BAD, line };
  const host = line.authority ?? named;
  const codings = headersOf(headers, 'transfer-encoding');
  const lengths = new Set(headersOf(headers, 'content-length'));
  if (codings.some((coding) => coding.toLowerCase() !== 'chunked')) return { ...BAD, line };
  if (lengths.size > 1 || [...lengths].some((length) => !/^\d{1,15}$/.test(length))) return { ...BAD, line };
  const chunked = codings.length > 0;
  const length = chunked ? 0 : Number([...lengths][0] ?? 0);
  const path = line.pathAndQuery.startsWith('/') ? decodePath(line.pathAndQuery) : line.pathAndQuery;
  if (path === null) return { ...BAD, host, line };
  // Both at once is how requests are smuggled; the connection ends with the answer.
  const settled = chunked && lengths.size > 0 ? [...headers, ['Connection', 'close'] as const] : headers;
  return { ...line, headers: settled, host, length, chunked, path };
}
