export interface SpoolOptions {
  /** A segment that has grown to this many bytes is closed and the next one begun. */
  segmentBytes: number;
  /** On disk at most this many bytes, plus one segment; beyond it the oldest events go, counted in {@link SpoolStats.lost}. */
  maxBytes: number;
  /** Waiting to be written at most this many bytes, while the disk is full or slow; beyond it new events are dropped and counted. */
  maxPendingBytes: number;
  /** A longer event is dropped and counted: handlers cap what they report far below. */
  maxRecordBytes: number;
  /** A power cut takes at most this many milliseconds of events; the death of the process takes only those not yet handed to the kernel. */
  syncEveryMs: number;
  /** How long to wait before a failed write is tried again. */
  retryMs: number;
  /** Told about failed writes and about losses, for the log. */
  onTrouble(message: string, error?: unknown): void;
}

export const SPOOL_DEFAULTS: SpoolOptions = {
  segmentBytes: 8 * 2 ** 20,
  maxBytes: 256 * 2 ** 20,
  maxPendingBytes: 16 * 2 ** 20,
  maxRecordBytes: 2 ** 20,
  syncEveryMs: 1_000,
  retryMs: 1_000,
  onTrouble: () => undefined,
};

export interface SpoolStats {
  segments: number;
  bytes: number;
  /** Events that nobody will ever read, since the start of this process. */
  lost: number;
}
