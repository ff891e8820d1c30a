import type { Grammar } from './grammar.js';
import { headersOf, hostOf, type Head, type Header, type Refusal, type RequestLine, type Version } from './message.js';
import { decodePath, splitAbsolute } from './target-path.js';

const BAD: Refusal = { status: 400 };
const LEGAL_HOST = /^(?:\[[0-9a-f:.]+\]|[^\s/\\[\]\u0000-\u0020\u007f]*)$/i;
/** `client_max_body_size` */
const MAX_BODY = 1024 * 1024;

export const nginxGrammar: Grammar = {
  maxLine: 8_192,
  maxHead: 32_768,
  maxHeaders: 2_000,
  hopeless: (partial) => !/^[A-Z_-]+(?: |\r?$)/.test(partial),
  requestLine,
  header: headerLine,
  complete,
  lineTooLong: (first) => (first ? { status: 414 } : { status: 400, detail: 'Request Header Or Cookie Too Large' }),
  tooManyHeaders: () => ({ status: 400, detail: 'Request Header Or Cookie Too Large' }),
  malformed: () => BAD,
};

function requestLine(line: string): RequestLine | Refusal {
  const match = /^([A-Z_-]+) +(\S+)(?: +(?:HTTP\/([1-9][0-9]*)\.([0-9]+))?)? *\r?$/.exec(line);
  if (!match) return BAD;
  const [, method, target, major, minor] = match as unknown as [string, string, string, string | undefined, string | undefined];
  const absolute = splitAbsolute(target);
  const pathAndQuery = absolute?.pathAndQuery ?? target;
  if (!pathAndQuery.startsWith('/') || /[\u0000-\u0020\u007f]/.test(target)) return BAD;
  if (major === undefined && method !== 'GET') return BAD;
  if (major !== undefined && Number(major) > 1) return { status: 505 };
  const parsed = { method, target, version: versionOf(major, minor), authority: absolute?.authority ?? null, pathAndQuery };
  const path = decodePath(pathAndQuery);
  return path === null || path.includes('\0') ? { ...BAD, line: parsed } : parsed;
}

function versionOf(major: string | undefined, minor: string | undefined): Version {
  if (major === undefined) return 9;
  return Number(minor) === 0 ? 10 : 11;
}

function headerLine(line: string): Header | null | Refusal {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (text.includes('\0') || /^[^:]*[\u0000-\u0020\u007f]/.test(text.split(':', 1)[0]!)) return text.includes(':') || text.includes('\0') ? BAD : null;
  const colon = text.indexOf(':');
  if (colon < 1 || !/^[A-Za-z0-9-]+$/.test(text.slice(0, colon))) return null;
  return [text.slice(0, colon), text.slice(colon + 1).trim()];
}

function complete(line: RequestLine, headers: readonly Header[]): Head | Refusal {
  const host = hostOf(line.version, headers, LEGAL_HOST);
  if (host === false) return { ...BAD, line };
  const framed = framing(line.version, headers);
  if ('status' in framed) return { ...framed, line };
  if (line.method === 'TRACE' || line.method === 'CONNECT') return { status: 405, line };
  return { ...line, ...framed, headers, host: line.authority ?? host, path: decodePath(line.pathAndQuery) ?? '/' };
}

function framing(version: Version, headers: readonly Header[]): { length: number; chunked: boolean } | Refusal {
  const lengths = headersOf(headers, 'content-length');
  const codings = headersOf(headers, 'transfer-encoding');
  if (lengths.length > 1 || lengths.some((length) => !/^\d{1,15}$/.test(length))) return BAD;
  if (codings.length > 0) {
    if (codings.length > 1 || lengths.length > 0 || version < 11) return BAD;
    if (codings[0]!.toLowerCase() !== 'chunked') return { status: 501 };
    return { length: 0, chunked: true };
  }
  const length = Number(lengths[0] ?? 0);
  return length > MAX_BODY ? { status: 413 } : { length, chunked: false };
}
