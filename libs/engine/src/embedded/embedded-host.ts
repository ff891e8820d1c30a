import type { PlannedDecky } from '@decnet/domain';
import type { Clock, Connection, DecoyService, Persona, Random, ServiceHandler } from '@decnet/honeypots';
import type { Scope, SpoolRecord } from '../port.js';
import type { AddressBook } from './address-book.js';

/** Who a decky is, over all its lives on this host. */
export interface Identity { secret: string; scope: Scope; decky: PlannedDecky }

/** What decoys are made from; given by honeypots, and by tests. */
export interface ServiceKit {
  /** The handler of a service, or undefined when there is none. */
  handlerFor(slug: string): ServiceHandler | undefined;
  personaFor(identity: Identity): Persona;
  /** A source that gives the same numbers for the same seed and label. */
  randomFor(seed: string, label: string): Random;
  /** What stands before all services of one decky. `log` is told about handlers that throw. */
  gateFor(log: (message: string, error?: unknown) => void): ServiceGate;
}

/** Holds connections to limits on time, bytes and number, and ends them. Never rejects. */
export interface ServiceGate {
  serve(service: DecoyService, connection: Connection): Promise<void>;
}

/** What all deckies of one embedded engine share. */
export interface EmbeddedHost {
  kit: ServiceKit;
  addresses: AddressBook;
  clock: Clock;
  /** Secret of this install; personas are derived from it. */
  secret: string;
  /** Where host keys are kept. */
  keyDirectory: string;
  report(record: SpoolRecord): void;
  log: EngineLog;
}

/** For operators. Never given what an intruder typed: of an error only its name and code may be written. */
export type EngineLog = (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void;
