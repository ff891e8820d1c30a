import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '@decnet/domain';
import { STATUS_OF } from './status.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId?: string;
  [detail: string]: unknown;
}

export interface ProblemParts {
  code: ErrorCode;
  detail: string;
  /** Fields of the code's own, such as `current` and `expected`. They never replace the standard ones. */
  details?: Readonly<Record<string, unknown>>;
  /** Where HTTP has a finer status than the code. */
  status?: number;
}

/** An RFC 9457 problem document. */
export function problem({ code, detail, details = {}, status = STATUS_OF[code] }: ProblemParts, requestId?: string): Problem {
  return {
    ...details,
    type: `urn:decnet:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(requestId !== undefined && { requestId }),
  };
}
