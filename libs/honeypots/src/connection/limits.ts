/** What one connection, one source and one decky may use. */
export interface ConnectionLimits {
  /** Without a byte in either direction. */
  idleMs: number;
  totalMs: number;
  /** From the other side. */
  bytes: number;
  /** At the same time, from one address. */
  perSource: number;
  /** At the same time, over all services of the decky. */
  perDecky: number;
  /** How long a connection over the limits is left waiting before it is closed. */
  waitMs: number;
  /** How many may wait. */
  waiting: number;
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  idleMs: 10 * 60_000,
  totalMs: 4 * 3_600_000,
  bytes: 256 * 1024 * 1024,
  perSource: 32,
  perDecky: 256,
  waitMs: 10_000,
  waiting: 256,
};
