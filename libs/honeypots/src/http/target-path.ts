/** Splits an absolute URI into what follows `http://` and the rest; null when it is not one. */
export function splitAbsolute(target: string): { authority: string; pathAndQuery: string } | null {
  const match = /^https?:\/\/([^/?#]+)([^#]*)$/i.exec(target);
  return match ? { authority: match[1]!, pathAndQuery: match[2]!.startsWith('/') ? match[2]! : `/${match[2]!}` } : null;
}

/** Decoded path without query, dots resolved and double slashes joined; null when an escape is broken or it climbs above the root. */
export function decodePath(pathAndQuery: string): string | null {
  const raw = pathAndQuery.split(/[?#]/, 1)[0]!;
  if (/%(?![0-9a-f]{2})/i.test(raw)) return null;
  const decoded = raw.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const parts: string[] = [];
  for (const part of decoded.split('/').slice(1)) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const slash = decoded.endsWith('/') && parts.length > 0 ? '/' : '';
  return `/${parts.join('/')}${slash}`;
}
