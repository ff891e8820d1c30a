import { InjectedFault, type FaultInjector, type FaultPoint } from '@decnet/persistence';

export interface FaultRule {
  point: FaultPoint;
  /** After `commit`: applied but told failed. Before it: neither applied nor told. */
  when: 'before' | 'after';
  /** Whether the n-th passage (from 1) of that point fails. */
  fails(passage: number): boolean;
}

/** Fails where its rules say, and counts what it did. */
export class PlannedFaults implements FaultInjector {
  injected = 0;
  private readonly passages = new Map<FaultRule, number>();

  constructor(private readonly rules: readonly FaultRule[]) {}

  before(point: FaultPoint): void {
    this.pass(point, 'before');
  }

  after(point: FaultPoint): void {
    this.pass(point, 'after');
  }

  private pass(point: FaultPoint, when: 'before' | 'after'): void {
    for (const rule of this.rules) {
      if (rule.point !== point || rule.when !== when) continue;
      const passage = (this.passages.get(rule) ?? 0) + 1;
      this.passages.set(rule, passage);
      if (!rule.fails(passage)) continue;
      this.injected += 1;
      throw new InjectedFault(point);
    }
  }
}

/** Every n-th transaction is applied, and its caller told that the connection broke. */
export function appliedButToldFailed(every: number): PlannedFaults {
  return new PlannedFaults([{ point: 'commit', when: 'after', fails: (passage) => passage % every === 0 }]);
}
