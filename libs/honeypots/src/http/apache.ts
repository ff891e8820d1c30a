import { gzipSync } from 'node:zlib';
import { apacheGrammar } from './apache-grammar.js';
import { hasToken, header, type Head, type Header, type Refusal } from './message.js';
import { escapeHtml, httpDate, lines, type Answer, type Asked, type Document, type Resource, type WebServer } from './web-server.js';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK', 302: 'Found', 304: 'Not Modified', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed',
  414: 'Request-URI Too Long', 501: 'Not Implemented',
};
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK',
  'VERSION-CONTROL', 'CHECKOUT', 'UNCHECKOUT', 'CHECKIN', 'UPDATE', 'LABEL', 'REPORT', 'MKWORKSPACE', 'MKACTIVITY', 'BASELINE-CONTROL', 'MERGE',
]);
const ALLOW = 'HEAD,GET,POST,OPTIONS';
/** After these it closes the connection. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 414, 501]);
/** What it calls itself where the other side did not say, as with Debian's /etc/hosts. */
const LOCAL_NAME = '127.0.1.1';

/** Apache as Debian and Ubuntu configure it: static files, mod_deflate, `ServerTokens OS`, `ServerSignature On`. */
export class Apache implements WebServer {
  readonly grammar = apacheGrammar;
  readonly headMs = 20_000;
  readonly keepAliveMs = 5_000;
  readonly maxRequests = 101;
  readonly alwaysContinues = true;

  constructor(private readonly product: string, private readonly localName = LOCAL_NAME) {}

  refuse({ status, detail, host }: Refusal): Answer {
    if (status === 414) return this.error(414, "The requested URL's length exceeds the capacity\nlimit for this server.<br />\n", host);
    return this.error(status, `Your browser sent a request that this server could not understand.<br />\n${detail ?? ''}`, host);
  }

  respond(head: Head, resource: Resource, broken: boolean): Answer {
    const { method, target, path, host } = head;
    if (!KNOWN_METHODS.has(method)) return this.error(501, `${escapeHtml(method)} not supported for current URL.<br />\n`, host, [['Allow', ALLOW]]);
    if (method === 'OPTIONS') return options(target === '*');
    if (resource.kind === 'page') return { status: resource.status, body: Buffer.from(resource.body), isError: false, contentType: 'text/html; charset=UTF-8', extra: resource.headers };
    if (!['GET', 'HEAD', 'POST'].includes(method)) return this.notAllowed(method, host);
    if (broken) return { ...this.refuse({ status: 400, host }), unmeasured: true };
    if (/\/\.ht[^/]*$/.test(path)) return this.error(403, "You don't have permission to access this resource.", host);
    if (resource.kind === 'missing') return this.error(404, 'The requested URL was not found on this server.', host);
    return file(head, resource);
  }

  write(answer: Answer, asked: Asked, now: number): Buffer {
    const { line, headers } = asked;
    const zips = hasToken(headers, 'accept-encoding', 'gzip') && !answer.isError && answer.body.length > 0 && answer.status === 200;
    const body = zips ? gzipSync(answer.body) : answer.body;
    if (line?.version === 9) return answer.body;
    const withBody = line?.method !== 'HEAD' && answer.status !== 304;
    const head = `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${lines(this.headers(answer, asked, { zips, length: body.length, now }))}\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), withBody ? body : Buffer.alloc(0)]);
  }

  private headers(answer: Answer, asked: Asked, how: { zips: boolean; length: number; now: number }): Header[] {
    const { document, contentType, status, isError, extra } = answer;
    const headers: Header[] = [['Date', httpDate(how.now)], ['Server', this.product]];
    if (document) {
      const tag = how.zips ? `${document.tag.slice(0, -1)}-gzip"` : document.tag;
      headers.push(['Last-Modified', httpDate(document.modified)], ['ETag', tag], ['Accept-Ranges', 'bytes']);
    }
    headers.push(...extra);
    if (how.zips) headers.push(['Vary', 'Accept-Encoding'], ['Content-Encoding', 'gzip']);
    if (status !== 304 && !answer.unmeasured && !(isError && asked.line?.method === 'HEAD')) headers.push(['Content-Length', String(how.length)]);
    if (!how.zips && !isError && status === 200 && how.length > 0) headers.push(['Vary', 'Accept-Encoding']);
    headers.push(...connection(asked));
    if (contentType !== null && status !== 304) headers.push(['Content-Type', contentType]);
    return headers;
  }

  /** TRACE is switched off, which it shows by allowing nothing. */
  private notAllowed(method: string, host: string | null): Answer {
    const allow = method === 'TRACE' ? '' : ALLOW;
    return this.error(405, `The requested method ${method} is not allowed for this URL.`, host, [['Allow', allow]]);
  }

  private error(status: number, text: string, host: string | null | undefined, extra: readonly Header[] = []): Answer {
    const reason = REASONS[status]!;
    const [name, port] = authority(host ?? this.localName);
    const body = `${this.doctype()}\n<html><head>\n<title>${status} ${reason}</title>\n</head><body>\n<h1>${reason}</h1>\n<p>${text}</p>\n`
      + `<hr>\n<address>${this.product} Server at ${escapeHtml(name)} Port ${port}</address>\n</body></html>\n`;
    return { status, body: Buffer.from(body), isError: true, contentType: 'text/html; charset=iso-8859-1', extra, closes: FINAL.has(status) };
  }

  /** Error pages changed their document type late in 2.4. */
  private doctype(): string {
    const patch = Number(/2\.4\.(\d+)/.exec(this.product)?.[1] ?? 0);
    return patch > 62
      ? '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">'
      : '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">';
  }
}

function file({ headers }: Head, { body, modified }: Document): Answer {
  const micros = BigInt(modified.getTime()) * 1000n;
  const tag = `"${body.length.toString(16)}-${micros.toString(16)}"`;
  const known = header(headers, 'if-none-match');
  const unchanged = known !== null ? known.split(',').some((one) => one.trim().replace('-gzip"', '"') === tag) : header(headers, 'if-modified-since') === httpDate(modified);
  return { status: unchanged ? 304 : 200, body: unchanged ? Buffer.alloc(0) : body, isError: false, contentType: 'text/html', document: { modified, tag }, extra: [] };
}

function options(star: boolean): Answer {
  return { status: 200, body: Buffer.alloc(0), isError: false, contentType: star ? null : 'text/html', extra: star ? [] : [['Allow', ALLOW]] };
}

function connection({ keepsOpen, headers, served }: Asked): Header[] {
  if (!keepsOpen) return [['Connection', 'close']];
  if (!hasToken(headers, 'connection', 'keep-alive')) return [];
  return [['Keep-Alive', `timeout=5, max=${100 - served}`], ['Connection', 'Keep-Alive']];
}

function authority(host: string): [name: string, port: string] {
  const match = /^(.*?)(?::(\d+))?$/.exec(host)!;
  return [match[1]!, match[2] ?? '80'];
}
