/** Why a connection was ended: what `ERR` says. */
export const WIRE_ERRORS = [
  'HEADER_TOO_LONG', 'HEADER_MALFORMED', 'BODY_TOO_LONG', 'UNEXPECTED_BODY', 'UNKNOWN_VERB', 'BAD_NAME', 'BAD_TOPIC', 'BAD_PATTERN',
  'TOO_MANY_SUBSCRIPTIONS', 'TOO_MANY_CONNECTIONS', 'ANSWERS_NOT_READ', 'INTERNAL',
] as const;
export type WireErrorCode = (typeof WIRE_ERRORS)[number];

/** The other side broke the rules of the wire; its connection ends. */
export class WireError extends Error {
  constructor(readonly code: WireErrorCode) {
    super(code);
    this.name = 'WireError';
  }
}
