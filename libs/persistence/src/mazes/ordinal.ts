/** More parts than one transaction may ever add. */
const PER_SEQ = 2 ** 20;

/** Sorts parts in the order in which they were added: by the journal row that added them, then within it. Exact up to seq 2^33. */
export function ordinalOf(seq: number, index: number): number {
  return seq * PER_SEQ + index;
}
