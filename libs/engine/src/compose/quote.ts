/** Printable ASCII without what a double-quoted YAML scalar or compose's own substitution would touch. */
const PLAIN_ENOUGH = /^[ !#%-[\]-~]*$/;
const BEYOND_ASCII = /[\u007f-\uffff]/g;

/**
 * A double-quoted scalar, ASCII only, that any YAML reader gives back as it was, and in which compose substitutes nothing. Always quoted:
 * a decky may be called `no`, `1e3` or `null`.
 */
export function quote(text: string): string {
  return `"${escape(text)}"`;
}

/** The same without the quotes, for text that is part of a longer scalar. */
export function escape(text: string): string {
  if (PLAIN_ENOUGH.test(text)) return text;
  // JSON is YAML; what YAML takes for a line break or forbids unescaped lies beyond ASCII.
  const json = JSON.stringify(text).slice(1, -1);
  return json.replace(BEYOND_ASCII, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('$', '$$$$');
}
