import { Refused, Unreachable } from '../exit.js';
import { problemOf, ProblemError } from './problem.js';
import { serverEvents, type ServerEvent } from './sse.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Tokens to try in this order; the next one only when the one before is not accepted. Asked anew for every request. */
export type TokenSource = () => AsyncIterable<string>;

export interface CallOptions {
  method?: string;
  query?: Query;
  /** Sent as JSON; a string as it is, with the `contentType` that says what it is. */
  body?: unknown;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

export interface StreamOptions {
  query?: Query;
  /** Only what comes after this event. */
  lastEventId?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Long enough for a maze of thousands of deckies; every wait has a limit. */
const PATIENCE_MS = 60_000;

export class ApiClient {
  /** @param base address without a slash at the end, such as http://127.0.0.1:8000 */
  constructor(readonly base: string, private readonly tokens: TokenSource) {}

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.json<T>(path, { query });
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.json<T>(path, { method: 'POST', body });
  }

  /**
   * @throws ProblemError when the server says no
   * @throws Unreachable when nobody answers
   */
  async json<T>(path: string, options: CallOptions = {}): Promise<T> {
    const text = await this.text(path, options);
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch {
      throw new Refused(`${this.base} answered with something else than JSON: is that a DECNET?`);
    }
  }

  /** The body as it came: YAML, or JSON byte for byte. */
  async text(path: string, options: CallOptions = {}): Promise<string> {
    const response = await this.send(path, { signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    return this.reached(() => response.text());
  }

  /** An event stream. It ends with the connection; whoever calls decides whether to come back. */
  async *stream(path: string, { query = {}, lastEventId, signal }: StreamOptions): AsyncGenerator<ServerEvent> {
    const headers = { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
    const { body } = await this.send(path, { query, headers, ...(signal && { signal }) });
    if (body) yield* serverEvents(body as ReadableStream<Uint8Array>);
  }

  private async send(path: string, options: CallOptions): Promise<Response> {
    let refusal: ProblemError | undefined;
    for await (const token of this.tokens()) {
      const response = await this.ask(path, options, token);
      if (response.ok) return response;
      refusal = await this.reached(() => problemOf(response));
      if (refusal.problem.status !== 401) throw refusal;
    }
    throw refusal ?? new Refused(`not signed in at ${this.base}: decnet login`);
  }

  private ask(path: string, { method = 'GET', query = {}, body, contentType, headers, signal }: CallOptions, token: string): Promise<Response> {
    const url = new URL(`${this.base}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return this.reached(() => fetch(url, {
      method,
      redirect: 'error',
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload }),
      ...(signal && { signal }),
    }));
  }

  private async reached<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
      if (name === 'AbortError') throw error;
      const why = name === 'TimeoutError' ? 'no answer in time' : cause?.code ?? cause?.message ?? message;
      throw new Unreachable(`cannot reach ${this.base} (${why}); is it running?`, { cause: error });
    }
  }
}
