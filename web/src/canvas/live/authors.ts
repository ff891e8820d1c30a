import type { JournalMessage } from '@decnet/contract';

/** Who made which version, newest last. */
export type Authors = readonly { version: number; actor: string }[];

/** Who changed something longer ago is nobody's question any more. */
const MOST_AUTHORS = 200;

/** A row of the journal says who made its version; rows of one edit say it again, and those that change no design say nothing. */
export function noteAuthor(authors: Authors, { type, version, actor }: JournalMessage): Authors {
  if (!/^(lan|decky|edge)\./.test(type) || (authors.at(-1)?.version ?? 0) >= version) return authors;
  return [...authors, { version, actor }].slice(-MOST_AUTHORS);
}

/** Who made the versions after `since`; null when nobody knows. */
export function authorsSince(authors: Authors, since: number): string | null {
  const names = new Set(authors.filter(({ version }) => version > since).map(({ actor }) => actor));
  return names.size === 0 ? null : [...names].join(' and ');
}
