/** Places where a fault can be put into a unit of work. */
export const FAULT_POINTS = ['begin', 'statement', 'commit'] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/**
 * A seam for tests: called around every named point of every unit of work. Throwing {@link InjectedFault} after `commit` says
 * "applied but told failed"; before it, "not applied and not told"; at `statement`, "the connection broke".
 */
export interface FaultInjector {
  before(point: FaultPoint, sql?: string): void | Promise<void>;
  after(point: FaultPoint, sql?: string): void | Promise<void>;
}

/** Is taken for a lost connection. */
export class InjectedFault extends Error {
  constructor(readonly point: FaultPoint) {
    super(`fault injected at ${point}`);
    this.name = 'InjectedFault';
  }
}
