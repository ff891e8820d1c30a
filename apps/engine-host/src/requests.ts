import type { IncomingMessage } from 'node:http';
import { DomainError, invalidRequest, type FieldError } from '@decnet/domain';
import type { ApplyBody, EventsOptions, TeardownRequest } from '@decnet/engine';

/** A plan of 20,000 deckies is about forty mebibytes. */
const MAX_BYTES = 128 * 2 ** 20;
const MAX_EVENTS = 10_000;
const MAX_WAIT_MS = 60_000;

/** Throws INVALID_REQUEST or TOO_LARGE. The plan is taken as it is: it comes from a process of the same owner. */
export async function readApply(request: IncomingMessage): Promise<ApplyBody> {
  const body = await readJson(request);
  const problems = scopeProblems(body);
  if (typeof body['token'] !== 'string') problems.push({ path: 'token', message: 'must be a text' });
  if (!isObject(body['plan']) && !isObject(body['since'])) problems.push({ path: 'plan', message: 'must be a plan' });
  if (problems.length > 0) throw invalidRequest(problems);
  return body as unknown as ApplyBody;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Throws INVALID_REQUEST or TOO_LARGE. */
export async function readTeardown(request: IncomingMessage): Promise<TeardownRequest> {
  const body = await readJson(request);
  const problems = scopeProblems(body);
  if (problems.length > 0) throw invalidRequest(problems);
  return body as unknown as TeardownRequest;
}

/** Throws INVALID_REQUEST. */
export function readEventsQuery(query: URLSearchParams): { after: string | null } & Omit<EventsOptions, 'signal'> {
  const limit = Number(query.get('limit') ?? 500);
  const waitMs = Number(query.get('waitMs') ?? 0);
  const problems: FieldError[] = [];
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_EVENTS) problems.push({ path: 'limit', message: `must be 1 to ${MAX_EVENTS}` });
  if (!Number.isInteger(waitMs) || waitMs < 0 || waitMs > MAX_WAIT_MS) problems.push({ path: 'waitMs', message: `must be 0 to ${MAX_WAIT_MS}` });
  if (problems.length > 0) throw invalidRequest(problems);
  return { after: query.get('after'), limit, waitMs };
}

function scopeProblems({ scope, epoch }: Record<string, unknown>): FieldError[] {
  const problems: FieldError[] = [];
  if (typeof scope !== 'string' || scope === '') problems.push({ path: 'scope', message: 'must be a name' });
  if (!Number.isSafeInteger(epoch) || Number(epoch) < 0) problems.push({ path: 'epoch', message: 'must be a whole number' });
  return problems;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new DomainError('TOO_LARGE', `a request ends at ${MAX_BYTES} bytes`);
    pieces.push(piece);
  }
  const body = parse(Buffer.concat(pieces).toString('utf8'));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidRequest([{ path: '', message: 'must be a JSON object' }]);
  return body as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
