import { ERROR_CODES, type ErrorCode } from '@decnet/domain';

/** The HTTP status of every error code; a code without one does not compile. */
export const STATUS_OF = {
  INVALID_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  PASSWORD_CHANGE_REQUIRED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  VERSION_CONFLICT: 409,
  NOT_EDITABLE: 409,
  ILLEGAL_TRANSITION: 409,
  NAME_TAKEN: 409,
  LAST_ADMIN: 409,
  LAN_IN_USE: 409,
  POOL_EXHAUSTED: 409,
  IDEMPOTENCY_MISMATCH: 409,
  STALE_EPOCH: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VALIDATION_FAILED: 422,
  LIMIT: 422,
  HOST_NOT_ROUTABLE: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  ENGINE_FAILED: 502,
  ENGINE_UNREACHABLE: 503,
  UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

/** The code for a status that the framework came up with; the first of its kind is the general one. */
export function codeOfStatus(status: number): ErrorCode {
  const exact = ERROR_CODES.find((code) => STATUS_OF[code] === status);
  if (exact) return exact;
  return status < 500 ? 'INVALID_REQUEST' : 'INTERNAL';
}
