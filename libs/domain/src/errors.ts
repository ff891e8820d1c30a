/** Every error code a caller can meet. The HTTP status of each stands in libs/platform and does not compile when one is missing. */
export const ERROR_CODES = [
  'INVALID_REQUEST',
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'PASSWORD_CHANGE_REQUIRED',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'VERSION_CONFLICT',
  'NOT_EDITABLE',
  'ILLEGAL_TRANSITION',
  'NAME_TAKEN',
  'LAST_ADMIN',
  'LAN_IN_USE',
  'POOL_EXHAUSTED',
  'IDEMPOTENCY_MISMATCH',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'LIMIT',
  'HOST_NOT_ROUTABLE',
  'TOO_MANY_REQUESTS',
  'STALE_EPOCH',
  'ENGINE_UNREACHABLE',
  'ENGINE_FAILED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface FieldError {
  /** Dotted path of the offending field, e.g. `lans.0.subnet`. */
  path: string;
  message: string;
}

/** The one exception that rules throw. `details` is merged into the problem document as it is. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DomainError';
  }
}

/** Shape errors: the caller sent something that is not what the route or op takes. */
export function invalidRequest(errors: FieldError[]): DomainError {
  const first = errors[0];
  return new DomainError('INVALID_REQUEST', first ? `${first.path}: ${first.message}` : 'malformed request', { errors });
}
