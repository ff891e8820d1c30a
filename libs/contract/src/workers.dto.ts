/** By how long ago it was heard last. */
export type WorkerState = 'alive' | 'stale' | 'gone';

/** A process of DECNET, as its last word of health has it. */
export class WorkerResponse {
  worker!: string;
  host!: string;
  pid!: number;
  uptimeS!: number;
  /** Null while it had nothing to do yet. */
  lastWorkAt!: string | null;
  lastSeenAt!: string;
  state!: WorkerState;
}

export class WorkerListResponse { data!: WorkerResponse[] }
