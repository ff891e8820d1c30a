import { apiUrl, noteRefusal, type Query } from './client';
import { ApiError, toApiError } from './problem';
import { currentToken } from './session';
import { createSseParser, type SseMessage } from './sse';

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** Lost, and trying again in a moment; `why` is a sentence. */
  | { state: 'reconnecting'; why: string }
  /** Given up for good: the maze is gone, the session has ended. */
  | { state: 'closed'; why: string };

export interface EventStreamOptions {
  path: string;
  query?: Query;
  /** Resume after this id; without it the server starts from what is now. */
  lastEventId?: string;
  signal: AbortSignal;
  onMessage(message: SseMessage): void;
  onConnection(connection: Connection): void;
  /** For tests: waits, or ends early when aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The server sends a comment every 15 s; three missed ones mean a dead line that TCP has not noticed. */
const SILENCE_MS = 45_000;

/** Wait before the n-th attempt in a row that failed, with jitter so that a restarted server is not stormed. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * random();
}

/** Whoever waits to try again does so now. */
export function tryAgainNow(): void {
  window.dispatchEvent(new Event('online'));
}

/** Ends after the time, when aborted, or as soon as the browser says that the network is back. */
export function waitOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}

async function open(options: EventStreamOptions, lastEventId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const token = currentToken();
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (lastEventId !== '') headers['last-event-id'] = lastEventId;
  const response = await fetch(apiUrl(options.path, options.query), { headers, signal, cache: 'no-store', credentials: 'omit' });
  if (response.ok && response.body !== null) return response.body;
  const body: unknown = await response.json().catch(() => undefined);
  const error = toApiError(response.status, body, response.headers.get('retry-after'));
  noteRefusal(error, token);
  throw error;
}

/** Reads until the stream ends; every piece, comments included, restarts the watchdog. */
async function drain(body: ReadableStream<Uint8Array>, lastEventId: string, onMessage: (message: SseMessage) => void, stop: () => void): Promise<void> {
  const parser = createSseParser(lastEventId);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const watchdog = setTimeout(stop, SILENCE_MS);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      for (const message of parser.push(decoder.decode(value, { stream: true }))) onMessage(message);
    } finally {
      clearTimeout(watchdog);
    }
  }
}

function isFinal(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 401, 403, 404].includes(error.status);
}

/**
 * Reads an event stream with `fetch` (EventSource sends no Authorization and hides refusals), resumes by Last-Event-ID after every loss, and ends
 * only when aborted or refused for good.
 */
export async function readEventStream(options: EventStreamOptions): Promise<void> {
  const { signal, onConnection, wait = waitOrOnline } = options;
  let lastEventId = options.lastEventId ?? '';
  let failures = 0;
  onConnection({ state: 'connecting' });
  while (!signal.aborted) {
    const attempt = new AbortController();
    const stop = (): void => attempt.abort();
    signal.addEventListener('abort', stop, { once: true });
    let why = 'The connection was lost.';
    let pause: number | null = null;
    try {
      const body = await open(options, lastEventId, attempt.signal);
      onConnection({ state: 'live' });
      await drain(body, lastEventId, (message) => {
        failures = 0;
        lastEventId = message.id;
        options.onMessage(message);
      }, stop);
    } catch (error) {
      if (signal.aborted) return;
      if (isFinal(error)) return onConnection({ state: 'closed', why: error.message });
      if (error instanceof ApiError) {
        why = error.status === 429 ? 'Too many open streams: close a tab.' : error.message;
        if (error.retryAfterS !== null) pause = error.retryAfterS * 1000;
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (signal.aborted) return;
    failures += 1;
    onConnection({ state: 'reconnecting', why });
    await wait(pause ?? backoffMs(failures), signal);
  }
}
