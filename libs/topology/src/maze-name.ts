import { invalidRequest } from '@decnet/domain';

const LIMIT = 64;
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/**
 * Name of a maze as it is stored: outer blanks gone, 1 to 64 characters, one line.
 * @throws DomainError INVALID_REQUEST
 */
export function mazeName(name: string): string {
  const trimmed = name.normalize('NFC').trim();
  if (trimmed.length === 0 || trimmed.length > LIMIT || CONTROL.test(trimmed)) {
    throw invalidRequest([{ path: 'name', message: `expected 1 to ${LIMIT} characters on one line` }]);
  }
  return trimmed;
}
