/** `VERB[ args]\n`, the line break included. */
export const MAX_HEADER_BYTES = 4096;
export const MAX_BODY_BYTES = 1024 * 1024;
/** Between header and body stands the body's length, big-endian; 0 where there is none. */
export const LENGTH_BYTES = 4;

const NO_BODY = '\0'.repeat(LENGTH_BYTES);

/** A frame without a body, in ASCII. */
export function bareFrame(header: string): string {
  return `${header}\n${NO_BODY}`;
}

/** @throws RangeError when it is longer than the bus carries, by whichever transport */
export function checkBodyLength(bytes: number): void {
  if (bytes > MAX_BODY_BYTES) throw new RangeError(`a message of ${bytes} bytes is longer than the bus carries (${MAX_BODY_BYTES})`);
}
