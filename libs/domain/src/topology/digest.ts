import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const SHORT_BYTES = 8;

// A plan needs thousands of short digests; making state and buffers anew for each would cost more than the hashing itself.
const blank = sha256.create();
const working = sha256.create();
const digest = new Uint8Array(sha256.outputLen);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const encoder = new TextEncoder();
const encoded = new Uint8Array(4_096);
/** No UTF-16 code unit takes more than three bytes. */
const LARGEST_UNIT = 3;

/** SHA-256 of the text as UTF-8, 64 hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The first 16 hex digits of {@link sha256Hex}: tells one part's specification from its next. */
export function shortHash(text: string): string {
  const bytes = text.length * LARGEST_UNIT > encoded.length ? utf8ToBytes(text) : encoded.subarray(0, encoder.encodeInto(text, encoded).written);
  blank._cloneInto(working).update(bytes).digestInto(digest);
  let hex = '';
  for (let i = 0; i < SHORT_BYTES; i++) hex += HEX[digest[i]!]!;
  return hex;
}
