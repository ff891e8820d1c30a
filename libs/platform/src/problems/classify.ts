import { DomainError } from '@decnet/domain';
import { HttpException } from '@nestjs/common';
import type { ProblemParts } from './problem.js';
import { codeOfStatus } from './status.js';

const HIDDEN: ProblemParts = { code: 'INTERNAL', detail: 'something went wrong here; the log knows more under this request id' };

/** Fastify's own errors that deserve better words than Fastify's. */
const BY_FASTIFY_CODE: Readonly<Record<string, ProblemParts>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'TOO_LARGE', detail: 'the body is longer than this route takes' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'this route takes no body of that content type' },
  FST_ERR_CTP_EMPTY_JSON_BODY: malformed('body', 'is empty although the content type says JSON'),
  FST_ERR_CTP_INVALID_JSON_BODY: malformed('body', 'is not valid JSON'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: malformed('content-length', 'is not the length of the body'),
  FST_ERR_BAD_URL: malformed('url', 'is not a valid URL'),
  FST_ERR_NOT_FOUND: { code: 'NOT_FOUND', detail: 'there is nothing here' },
};

function malformed(path: string, message: string): ProblemParts {
  return { code: 'INVALID_REQUEST', detail: `${path}: ${message}`, details: { errors: [{ path, message }] } };
}

function statusIn(error: object): number | null {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}

function fromFramework(error: object, status: number): ProblemParts {
  const { code, name } = error as { code?: string; name?: string };
  const known = code === undefined ? undefined : BY_FASTIFY_CODE[code];
  if (known) return known;
  if (name === 'SyntaxError') return malformed('body', 'is not valid JSON');
  const generic = codeOfStatus(status);
  return generic === 'INVALID_REQUEST'
    ? malformed('request', 'cannot be understood')
    : { code: generic, detail: generic === 'NOT_FOUND' ? 'there is nothing here' : generic.toLowerCase().replaceAll('_', ' '), status };
}

/** What a caller is told about an error. Only errors that were meant for callers speak; all others are hidden. */
export function classify(error: unknown): ProblemParts {
  if (error instanceof DomainError) {
    return error.code === 'INTERNAL' ? HIDDEN : { code: error.code, detail: error.message, details: error.details };
  }
  if (error instanceof HttpException) {
    const cause = typeof error.cause === 'object' && error.cause !== null ? error.cause : error;
    return error.getStatus() < 500 ? fromFramework(cause, error.getStatus()) : HIDDEN;
  }
  if (typeof error !== 'object' || error === null) return HIDDEN;
  const status = statusIn(error);
  return status === null ? HIDDEN : fromFramework(error, status);
}
