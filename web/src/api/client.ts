import { toApiError, UnreachableError, type ApiError } from './problem';
import { currentToken, demandPasswordChange, expireSession } from './session';

const BASE = '/api/v1';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** Makes it harmless to send the same write again when its answer was lost. */
  idempotencyKey?: string;
  /** For calls that send a password: a 401 then means a wrong one, not a session that has ended. */
  sendsPassword?: boolean;
}

/** Path under the API with its query; empty values are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

/** Tells the session what a refusal means for it. */
export function noteRefusal(error: ApiError, token: string | null): void {
  if (error.status === 401) expireSession(token);
  if (error.code === 'PASSWORD_CHANGE_REQUIRED') demandPasswordChange();
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * One call of the API.
 * @throws ApiError when the server refuses, UnreachableError when it does not answer, the signal's reason when aborted
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const token = currentToken();
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method, headers, signal: options.signal, cache: 'no-cache', credentials: 'omit',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new UnreachableError(error);
  }
  const body = await readBody(response);
  if (response.ok) return body as T;
  const error = toApiError(response.status, body, response.headers.get('retry-after'));
  if (!options.sendsPassword) noteRefusal(error, token);
  throw error;
}
