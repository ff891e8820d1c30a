import type { Checkpoint } from '@decnet/mutator';

/** Where a mutator kills itself: when it comes there for the n-th time with this maze. */
export interface Death { point: Checkpoint; passage: number; topologyId: string }

export interface MutatorProcessOptions {
  databaseUrl: string;
  socketPath: string;
  engineHost: string;
  leaseMs: number;
  /** One transaction and one call of the engine in so many is told that it failed, after it was done. */
  toldFailed?: number;
}

/** What a mutator is told when it is to begin. */
export interface Orders { owner: string; dieAt?: Death }
