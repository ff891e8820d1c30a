import type { DeckyObservation, DeploymentPlan } from '@decnet/domain';
import type { DecoyEvent } from '@decnet/honeypots';

/** A maze (its id) or the fleet; an engine works on one scope at a time. */
export type Scope = string;

/** State of every decky of a scope by decky id. */
export type DeckyStates = Record<string, DeckyObservation>;

export interface ApplyRequest {
  scope: Scope;
  /** Fence of the owner; an epoch older than the highest seen for the scope is refused with STALE_EPOCH, before every step. */
  epoch: number;
  plan: DeploymentPlan;
}

export interface TeardownRequest { scope: Scope; epoch: number }

export interface ApplyResult {
  /** True when everything in the plan runs. */
  complete: boolean;
  deckies: DeckyStates;
}

/** Told as deckies change state during an apply; batched, never one call per packet. */
export type ProgressListener = (changed: DeckyStates) => void;

export interface ScopeObservation {
  scope: Scope;
  epoch: number;
  /** Hash of the plan last applied completely; null while nothing is, or after an apply that failed. */
  hash: string | null;
  deckies: DeckyStates;
}

export interface EngineObservation {
  /** Changes with every start of the engine; a new one means that nothing of before runs unless it says so. */
  generation: string;
  scopes: ScopeObservation[];
}

/** A line of the spool: what a decoy said, and who the engine knows it to be. */
export interface SpooledEvent extends SpoolRecord {
  /** Opaque position after this event; a collector commits it together with the event. */
  cursor: string;
}

/** What a decoy said, before it has a place in the spool. */
export interface SpoolRecord {
  scope: Scope;
  deckyId: string;
  deckyName: string;
  /** Name of the LAN on which the decky was reached. */
  lan: string | null;
  event: DecoyEvent;
}

export interface EventBatch {
  events: SpooledEvent[];
  /** Where the next read begins, also when `events` is empty. */
  cursor: string;
}

/** Reads wait up to `waitMs` for the first event; aborting ends the wait with what there is. */
export interface EventsOptions { limit: number; waitMs: number; signal?: AbortSignal }

/**
 * What every engine does. Steps are repeatable, and what agrees with the plan is left alone, sessions and all.
 * All methods reject with a DomainError: STALE_EPOCH, ENGINE_UNREACHABLE, ENGINE_FAILED {reason}.
 */
export interface Engine {
  readonly kind: 'fake' | 'embedded' | 'docker';
  /** Aborting stops the work before its next step, with ENGINE_FAILED. */
  apply(request: ApplyRequest, onProgress?: ProgressListener, signal?: AbortSignal): Promise<ApplyResult>;
  /** Removes everything of the scope, leaf first; done when nothing is left. Tearing down what is not there succeeds. */
  teardown(request: TeardownRequest, signal?: AbortSignal): Promise<void>;
  observe(scope?: Scope): Promise<EngineObservation>;
  /** Events after the cursor (null: from the beginning); waits up to `waitMs` for the first one. */
  events(after: string | null, options: EventsOptions): Promise<EventBatch>;
}

/** An engine that lives in this process and holds sockets and files until it is closed. */
export interface LocalEngine extends Engine {
  /** Stops every decoy and writes down what they said. Nothing listens once it has resolved. */
  close(): Promise<void>;
}
