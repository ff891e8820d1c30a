export const WORKER_STATES = ['alive', 'stale', 'gone'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** Payload of `system.{worker}.health`: what a worker says of itself every ten seconds, and once more when it ends. */
export interface WorkerHealthMessage {
  worker: string;
  host: string;
  pid: number;
  uptimeS: number;
  /** When something last worked, not when it was last tried; null until then. */
  lastWorkAt: string | null;
  /** It has ended in an orderly way: these are its last words. */
  stopped: boolean;
}

export class WorkerResponse {
  worker!: string;
  host!: string;
  pid!: number;
  /** When it was last heard. */
  uptimeS!: number;
  /** When something last worked; null until then. */
  lastWorkAt!: string | null;
  lastSeenAt!: string;
  state!: WorkerState;
}

export class WorkerListResponse { data!: WorkerResponse[] }
