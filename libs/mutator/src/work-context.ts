import type { BusService } from '@decnet/bus';
import type { Engine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';

/** What all work on mazes needs. */
export interface WorkContext {
  engine: Engine;
  database: Database;
  bus: BusService;
  /** Host whose engine this is; only mazes stamped with it are worked on. */
  engineHost: string;
  /** Name under which leases are held; no other process that lives has it. */
  owner: string;
  leaseMs: number;
  log: WorkLog;
}

export interface WorkLog {
  info(message: string): void;
  warn(message: string): void;
}

/** Who journal rows of the reconciler say it was. */
export const ACTOR = 'reconciler';
