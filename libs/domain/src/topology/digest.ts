import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const SHORT_BYTES = 8;

// A plan needs thousands of short digests; making the state anew for each would cost more than the hashing itself.
const blank = sha256.create();
const working = sha256.create();
const digest = new Uint8Array(sha256.outputLen);

/** SHA-256 of the text as UTF-8, 64 hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The first 16 hex digits of {@link sha256Hex}: tells one part's specification from its next. */
export function shortHash(text: string): string {
  blank._cloneInto(working).update(utf8ToBytes(text)).digestInto(digest);
  return bytesToHex(digest.subarray(0, SHORT_BYTES));
}
