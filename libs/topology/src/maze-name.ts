import { invalidRequest } from '@decnet/domain';

/** In UTF-16 code units. */
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

/** What the n-th copy of a maze is called when nobody says: `name copy`, `name copy 2` …, cut to what a name may be. */
export function copyName(name: string, n: number): string {
  const suffix = n === 1 ? ' copy' : ` copy ${n}`;
  // No character of two code units is cut in half.
  return `${name.slice(0, LIMIT - suffix.length).replace(/[\ud800-\udbff]$/, '')}${suffix}`;
}
