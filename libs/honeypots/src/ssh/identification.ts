import type { ByteInput } from '../connection/byte-input.js';

/** Bytes that sshd reads of an identification before it gives up. */
const MAX_IDENTIFICATION = 8_192;

/** What the other side calls itself; or what sshd answers to it before it hangs up, and what it was that came. */
export type Identification = { text: string } | { answer: string; seen: string } | null;

/** Reads the first line of a client as sshd does. Null when nothing came. */
export async function readIdentification(input: ByteInput): Promise<Identification> {
  const line = await input.line(MAX_IDENTIFICATION, (partial) => /\0|\r[^\n]/.test(partial));
  if (line === null) return null;
  if ('tooLong' in line) return invalid(line.tooLong);
  if ('hopeless' in line) return invalid(line.hopeless);
  const text = line.text.replace(/\r$/, '');
  if (/[\0\r]/.test(text)) return invalid(text);
  const version = /^SSH-\s*([+-]?\d{1,9})\.\s*([+-]?\d{1,9})-(.+)$/s.exec(text);
  if (!version) return invalid(text);
  const [, major, minor, software] = version as unknown as [string, string, string, string];
  const speaksTwo = Number(major) === 2 || (Number(major) === 1 && Number(minor) === 99);
  if (!speaksTwo) return { answer: 'Protocol major versions differ.\r\n', seen: text };
  // Old scanners, to which sshd says nothing more.
  if (software.startsWith('Probe-') || software.includes('SSH_Version_Mapper')) return { answer: '', seen: text };
  return { text };
}

function invalid(seen: string): Identification {
  return { answer: 'Invalid SSH identification string.\r\n', seen };
}
