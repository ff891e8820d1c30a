import { DomainError } from '@decnet/domain';

/** What a caller of an engine meets: domain errors as they are, all else as ENGINE_FAILED with its cause kept. */
export function asEngineError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const reason = reasonOf(error);
  return new DomainError('ENGINE_FAILED', `the engine failed: ${reason}`, { reason }, { cause: error });
}

/** One line for people. */
export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') return error.message;
  return String(error);
}
