/** Says whether the transaction whose COMMIT got no answer was applied. */
export type SettleProbe = () => Promise<boolean>;

/** A running unit of work: handed to every store call that belongs to it, and to nothing that outlives it. */
export interface Tx {
  /**
   * How to find out what became of the commit. The journal's writers say it by themselves; the first one said counts.
   * A probe that always says false means "repeating does no harm".
   */
  settleBy(probe: SettleProbe): void;
}

export interface RunOptions {
  /** Idempotency key of the journal row that this unit writes: the last thing that an unknown commit is looked up by. */
  requestId?: string;
  /** Asked when no store that took part said how: those look for the very row that they wrote. */
  settle?: SettleProbe;
}
