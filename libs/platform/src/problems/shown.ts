const LONGEST = 200;

/** Words of the sender's in an answer, but not at any length: an answer to garbage must not be as large as the garbage. */
export function shown(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
