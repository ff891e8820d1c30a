import { gzipSync } from 'node:zlib';
import { hasToken, header, type Head, type Header, type Refusal } from './message.js';
import { nginxGrammar } from './nginx-grammar.js';
import { httpDate, lines, type Answer, type Asked, type Document, type Resource, type WebServer } from './web-server.js';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK', 302: 'Moved Temporarily', 304: 'Not Modified', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 405: 'Not Allowed',
  413: 'Request Entity Too Large', 414: 'Request-URI Too Large', 501: 'Not Implemented', 505: 'HTTP Version Not Supported',
};
const PADDING = '<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n'.repeat(6);
const GZIPPED: ReadonlySet<number> = new Set([200, 403, 404]);
const GZIP_MIN = 20;

/** nginx as Debian and Ubuntu configure it: static files, gzip on, `try_files $uri $uri/ =404`. */
export class Nginx implements WebServer {
  readonly grammar = nginxGrammar;
  readonly headMs = 60_000;
  readonly keepAliveMs = 65_000;
  readonly maxRequests = 1_000;
  readonly alwaysContinues = false;

  constructor(private readonly product: string) {}

  refuse({ status, detail }: Refusal): Answer {
    return this.error(status, detail);
  }

  respond(head: Head, resource: Resource): Answer {
    if (resource.kind === 'page') {
      return { status: resource.status, body: Buffer.from(resource.body), isError: false, contentType: 'text/html; charset=UTF-8', extra: resource.headers };
    }
    if (resource.kind === 'missing') return this.error(404);
    if (head.method !== 'GET' && head.method !== 'HEAD') return this.error(405);
    return this.file(head, resource);
  }

  write(answer: Answer, { line, headers, keepsOpen }: Asked, now: number): Buffer {
    const body = answer.isError && isChromeOrMsie(headers) ? Buffer.concat([answer.body, Buffer.from(PADDING)]) : answer.body;
    if (line?.version === 9) return body;
    const zips = line?.version === 11 && hasToken(headers, 'accept-encoding', 'gzip')
      && GZIPPED.has(answer.status) && body.length >= GZIP_MIN && answer.contentType !== null;
    const withBody = line?.method !== 'HEAD' && answer.status !== 304;
    const head = `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${lines(this.headers(answer, { zips, withBody, length: body.length, keepsOpen, now }))}\r\n`;
    if (!withBody) return Buffer.from(head, 'latin1');
    return Buffer.concat([Buffer.from(head, 'latin1'), zips ? chunked(gzipSync(body, { level: 1 })) : body]);
  }

  private headers(answer: Answer, how: { zips: boolean; withBody: boolean; length: number; keepsOpen: boolean; now: number }): Header[] {
    const { document, contentType, status, extra } = answer;
    const headers: Header[] = [['Server', this.product], ['Date', httpDate(how.now)]];
    if (contentType !== null && status !== 304) headers.push(['Content-Type', contentType]);
    if (status !== 304 && !how.zips) headers.push(['Content-Length', String(how.length)]);
    if (document) headers.push(['Last-Modified', httpDate(document.modified)]);
    if (how.zips && how.withBody) headers.push(['Transfer-Encoding', 'chunked']);
    headers.push(['Connection', how.keepsOpen ? 'keep-alive' : 'close'], ...extra);
    if (document) headers.push(['ETag', how.zips ? `W/${document.tag}` : document.tag]);
    if (document && status === 200 && !how.zips) headers.push(['Accept-Ranges', 'bytes']);
    if (how.zips) headers.push(['Content-Encoding', 'gzip']);
    return headers;
  }

  private file({ headers }: Head, { body, modified }: Document): Answer {
    const tag = `"${Math.floor(modified.getTime() / 1000).toString(16)}-${body.length.toString(16)}"`;
    const since = header(headers, 'if-modified-since');
    const known = header(headers, 'if-none-match');
    const unchanged = known !== null ? known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) : since === httpDate(modified);
    return { status: unchanged ? 304 : 200, body: unchanged ? Buffer.alloc(0) : body, isError: false, contentType: 'text/html', document: { modified, tag }, extra: [] };
  }

  private error(status: number, detail?: string): Answer {
    const reason = `${status} ${REASONS[status]}`;
    const title = detail === undefined ? reason : `${status} ${detail}`;
    const more = detail === undefined ? '' : `<center>${detail}</center>\r\n`;
    const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${reason}</h1></center>\r\n${more}<hr><center>${this.product}</center>\r\n</body>\r\n</html>\r\n`;
    return { status, body: Buffer.from(body), isError: true, contentType: 'text/html', extra: [] };
  }
}

function isChromeOrMsie(headers: readonly Header[]): boolean {
  return /Chrome\/|MSIE /.test(header(headers, 'user-agent') ?? '');
}

function chunked(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}
