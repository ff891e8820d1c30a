const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text that intruders had a hand in, made harmless for a terminal: what would move its cursor or change its title is shown instead. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** The same for one cell or one line: no line breaks either. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}

/** JSON leaves the characters from 7f to 9f as they are, and terminals obey some of those. */
export function printableJson(value: unknown, indent?: number): string {
  return printable(JSON.stringify(value, null, indent));
}
