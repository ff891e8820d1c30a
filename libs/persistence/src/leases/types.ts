import type { TopologyStatus } from '@decnet/domain';

/** A maze that wants something done. */
export interface MazeWork {
  id: string;
  status: TopologyStatus;
  /** Holder of a lease that still runs; null when it can be claimed. */
  leaseOwner: string | null;
}
