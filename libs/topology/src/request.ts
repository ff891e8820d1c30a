import { createHash } from 'node:crypto';
import { DomainError } from '@decnet/domain';
import type { RecordedAnswer } from '@decnet/persistence';

/** Who writes, and under which Idempotency-Key. */
export interface WriteRequest {
  actor: string;
  /** The client's Idempotency-Key; absent when it does not care to repeat. */
  key?: string;
  /** Digest of method, path and body: the same key with another request is a mistake of the caller's. */
  fingerprint?: string;
}

/** A write to one maze that may name the version it was made on. */
export interface EditRequest extends WriteRequest {
  expectedVersion?: number;
}

export function fingerprintOf(method: string, path: string, body: unknown): string {
  return createHash('sha256').update(JSON.stringify([method, path, body ?? null])).digest('hex');
}

/** @throws DomainError IDEMPOTENCY_MISMATCH when the key was used for another request */
export function replay<T>(recorded: RecordedAnswer, request: WriteRequest): T {
  if (recorded.fingerprint !== request.fingerprint) {
    throw new DomainError('IDEMPOTENCY_MISMATCH', 'this Idempotency-Key was used for another request', { key: request.key });
  }
  return recorded.body as T;
}

/**
 * Id of a maze that is created under a key: derived from who and key, so that a repeat meets its own first row
 * instead of making a second maze.
 */
export function derivedId(actor: string, key: string): string {
  const hex = createHash('sha256').update(`${actor}\0${key}`).digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Thrown inside a unit of work to roll it back and still answer: nothing was changed, and nothing had to be. */
export class Unchanged<T> extends Error {
  constructor(readonly answer: T) {
    super('nothing to write');
  }
}
