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
  /** For tests: awaited at every {@link Checkpoint}, where they kill the process or hold it up. */
  checkpoint?: (point: Checkpoint, topologyId: string) => void | Promise<void>;
}

/** The steps of work on a maze. `record` is the transaction that ends a deploy, a teardown, a repair or a mutation. */
export const WORK_STEPS = ['claim', 'resolve', 'apply', 'record', 'release'] as const;
export type WorkStep = (typeof WORK_STEPS)[number];
export type Checkpoint = `${'before' | 'after'} ${WorkStep}`;

/** Does one step between its checkpoints. */
export async function step<T>({ checkpoint }: WorkContext, name: WorkStep, topologyId: string, work: () => Promise<T>): Promise<T> {
  await checkpoint?.(`before ${name}`, topologyId);
  const result = await work();
  await checkpoint?.(`after ${name}`, topologyId);
  return result;
}

export interface WorkLog {
  info(message: string): void;
  warn(message: string): void;
}

/** Who journal rows of the reconciler say it was. */
export const ACTOR = 'reconciler';
