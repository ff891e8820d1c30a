import type { FieldErrorResponse, IssueResponse, ProblemResponse } from '@decnet/contract';

/** A problem document as it comes over the wire: the common fields, and what single codes add. */
export type Problem = Omit<ProblemResponse, 'code'> & {
  code: string;
  issues?: IssueResponse[];
  current?: number;
  expected?: number;
  deckies?: string[];
  /** Of NOT_FOUND: the part of the maze that an op names and that is not there. */
  lan?: string;
  decky?: string;
  /** Of ILLEGAL_TRANSITION: where the thing stands. */
  from?: string;
};

/** The server answered, and the answer is a refusal. */
export class ApiError extends Error {
  readonly name = 'ApiError';
  constructor(readonly problem: Problem, readonly retryAfterS: number | null = null) {
    super(problem.detail || problem.title);
  }
  get status(): number { return this.problem.status; }
  get code(): string { return this.problem.code; }
  get fields(): FieldErrorResponse[] { return this.problem.errors ?? []; }
  get issues(): IssueResponse[] { return this.problem.issues ?? []; }
}

/** No answer at all: the server is down or the network is. */
export class UnreachableError extends Error {
  readonly name = 'UnreachableError';
  constructor(cause: unknown) { super('The server cannot be reached.', { cause }); }
}

/**
 * Makes a typed error of any refusal, also of one that is no problem document (a proxy's HTML page, an empty body).
 * @param retryAfter the Retry-After header, in seconds
 */
export function toApiError(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const given = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const seconds = Number(retryAfter);
  return new ApiError({
    ...given,
    type: given.type ?? 'about:blank',
    title: given.title ?? `HTTP ${status}`,
    status,
    detail: given.detail ?? given.title ?? `The server answered with status ${status}.`,
    code: given.code ?? 'UNKNOWN',
  }, retryAfter !== null && Number.isFinite(seconds) ? seconds : null);
}

const SENTENCES: Record<string, string> = {
  FORBIDDEN: 'Your role does not allow this.',
  NAME_TAKEN: 'This name is taken: choose another.',
  VERSION_CONFLICT: 'Somebody changed this maze in the meantime. Look at it again, then repeat.',
  POOL_EXHAUSTED: 'There is no free subnet left under this base.',
  TOO_MANY_REQUESTS: 'Too many requests: wait a moment.',
  ENGINE_UNREACHABLE: 'The engine host does not answer.',
  INTERNAL: 'The server failed. Its log knows more.',
};

/** One sentence for people, whatever was thrown. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) return SENTENCES[error.code] ?? error.message;
  if (error instanceof Error) return error.message;
  return 'Something went wrong.';
}

/** Messages by top-level field, for a form: the first of each. `known` codes without a path may be mapped to a field, too. */
export function fieldMessages(error: unknown, byCode: Record<string, string> = {}): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const messages: Record<string, string> = {};
  for (const { path, message } of error.fields) messages[path.split('.')[0] ?? path] ??= message;
  const field = byCode[error.code];
  if (field !== undefined) messages[field] ??= describeError(error);
  return messages;
}
