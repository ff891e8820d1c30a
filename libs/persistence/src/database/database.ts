import type { DataSource } from 'typeorm';
import type { SessionStore } from '../access/session.store.js';
import type { UserStore } from '../access/user.store.js';
import type { CapturedEventStore } from '../capture/captured-event.store.js';
import type { ClaimStore } from '../claims/claim.store.js';
import type { LeaseStore } from '../leases/lease.store.js';
import type { JournalStore } from '../mazes/journal.store.js';
import type { MazeStore } from '../mazes/maze.store.js';
import type { MutationStore } from '../mutations/mutation.store.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { DatabaseKind } from './url.js';

/**
 * An open database: every store, and the unit of work that joins their writes. A class and not an interface, so that it is its own injection token.
 * Reads take an optional `tx` and must be given it inside a unit of work; what writes a maze always takes one.
 */
export abstract class Database {
  abstract readonly kind: DatabaseKind;
  abstract readonly dataSource: DataSource;
  abstract readonly unitOfWork: UnitOfWork;
  abstract readonly mazes: MazeStore;
  abstract readonly journal: JournalStore;
  abstract readonly mutations: MutationStore;
  abstract readonly claims: ClaimStore;
  abstract readonly leases: LeaseStore;
  abstract readonly users: UserStore;
  abstract readonly sessions: SessionStore;
  abstract readonly capturedEvents: CapturedEventStore;

  /** Resolves when the database answers. @throws DomainError UNAVAILABLE */
  abstract ping(): Promise<void>;
  /** Ends all connections; nothing may be under way. */
  abstract close(): Promise<void>;
}
