/** A place in the spool: `offset` bytes into segment number `segment` of the spool with this id. */
export interface Position {
  segment: number;
  offset: number;
}

const CURSOR = /^([0-9a-f]{8})-([0-9a-z]{1,9})-([0-9a-z]{1,9})$/;

/** Opaque to everyone else. The spool's id makes a cursor of an earlier, wiped spool recognisable. */
export function formatCursor(spoolId: string, { segment, offset }: Position): string {
  return `${spoolId}-${segment.toString(36)}-${offset.toString(36)}`;
}

/** Null for what is no cursor of this spool. */
export function parseCursor(spoolId: string, cursor: string): Position | null {
  const match = CURSOR.exec(cursor);
  if (!match || match[1] !== spoolId) return null;
  return { segment: Number.parseInt(match[2]!, 36), offset: Number.parseInt(match[3]!, 36) };
}
