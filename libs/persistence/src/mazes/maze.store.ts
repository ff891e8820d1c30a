import type { Change, DeckyObservation, Maze, TopologyStatus } from '@decnet/domain';
import type { SqlSession } from '../sql/session.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import { bump, extend } from './bump.js';
import { writeChanges } from './changes.js';
import { createMaze } from './create.js';
import { writeLayout } from './layout.js';
import { loadMaze, readObservations } from './load.js';
import { move } from './move.js';
import { writeObservations } from './observations.js';
import { readHead, readLive, readPage, readSummaries } from './page.js';
import { removeMaze } from './remove.js';
import { rename } from './rename.js';
import type {
  BumpBy, CreationEntry, Guard, JournalEntry, LayoutBoxes, LoadedMaze, MazeHead, MazePage, MazeSummary, MoveOptions, NewTopology, PageQuery,
  Position, TopologyRow,
} from './types.js';

/** Mazes: their rows, their parts, and the counters that order their writers. */
export class MazeStore {
  constructor(private readonly sql: SqlSession) {}

  /**
   * Stores a new maze as `pending`, version 1, with one journal row (`status`, from null), seq 1.
   * @returns the row as stored
   * @throws DomainError NAME_TAKEN
   */
  create(tx: Tx, topology: NewTopology, maze: Maze, entry: CreationEntry): Promise<TopologyRow> {
    return createMaze(this.sql, Transaction.of(tx), topology, maze, entry);
  }

  /**
   * The first statement of every transaction that writes a maze: one UPDATE of its counters with the guard in the WHERE. It makes other writers of
   * this maze wait, keeps seq gapless and in the order of commits, and refuses what must not happen.
   * @throws DomainError NOT_FOUND, VERSION_CONFLICT {current, expected}, NOT_EDITABLE {topologyStatus}, STALE_EPOCH
   * @throws StaleModel when `guard.eventSeq` is no longer the maze's
   */
  bump(tx: Tx, id: string, guard: Guard, by: BumpBy): Promise<Position> {
    return bump(this.sql, Transaction.of(tx), id, guard, by);
  }

  /** In a unit of work that stands at `position`: takes further journal rows. @returns the position of those alone */
  extend(tx: Tx, position: Position, rows: number): Promise<Position> {
    return extend(Transaction.of(tx), position, rows);
  }

  /**
   * Writes the rows that changed, and one journal row per change from `position.firstSeq` on. Of an updated entity only the fields that differ are
   * written. Claims of LANs that went or got another subnet are given up.
   * @returns the position after the last journal row
   * @throws RequestRepeated when the entry's request id was used for this maze before
   */
  writeChanges(tx: Tx, position: Position, changes: readonly Change[], entry: JournalEntry): Promise<Position> {
    return writeChanges(this.sql, Transaction.of(tx), position, changes, entry);
  }

  /**
   * Moves the status as TRANSITIONS allows, with its `status` journal row; bumps by itself, seq only.
   * @throws DomainError ILLEGAL_TRANSITION {from, to}, and what {@link bump} throws
   */
  move(tx: Tx, id: string, to: TopologyStatus, options: MoveOptions): Promise<Position> {
    return move(this.sql, Transaction.of(tx), id, to, options);
  }

  /** Renames the maze, after a bump of version and one row. @throws DomainError NAME_TAKEN */
  rename(tx: Tx, position: Position, name: string, entry: JournalEntry): Promise<void> {
    return rename(this.sql, Transaction.of(tx), position, name, entry);
  }

  /** Positions only, one `layout` journal row, after a bump of one row but no version. @throws DomainError NOT_FOUND for a part that the maze does not have */
  layout(tx: Tx, position: Position, boxes: LayoutBoxes, entry: JournalEntry): Promise<void> {
    return writeLayout(this.sql, Transaction.of(tx), position, boxes, entry);
  }

  /** Deletes the maze with all that belongs to it (parts, journal, claims, captured events, counts), after a bump that carried the guard. */
  remove(tx: Tx, position: Position): Promise<void> {
    return removeMaze(this.sql, Transaction.of(tx), position.id);
  }

  /**
   * Stores what is observed of deckies (by id; unknown ids are passed over). Moves observedSeq, never version or eventSeq, and journals nothing.
   * @throws what {@link bump} throws
   */
  writeObservations(tx: Tx, id: string, states: Record<string, DeckyObservation>, guard: Guard): Promise<{ observedSeq: number }> {
    return writeObservations(this.sql, Transaction.of(tx), id, states, guard);
  }

  /** One indexed read: is what the caller has still fresh? */
  async head(id: string, tx?: Tx): Promise<MazeHead | null> {
    return readHead(this.sql.executor(tx), id);
  }

  /** Whether a maze has exactly this name. */
  async nameTaken(name: string, tx?: Tx): Promise<boolean> {
    return (await this.sql.executor(tx).query('SELECT id FROM topologies WHERE name = ?', [name])).length > 0;
  }

  /** Heads of the mazes that should be running on that engine host (active or degraded), by id. */
  async live(engineHost: string): Promise<MazeHead[]> {
    return readLive(this.sql, engineHost);
  }

  /** Everything of a maze as of one seq; parts in the order in which they were added. */
  load(id: string, tx?: Tx): Promise<LoadedMaze | null> {
    return loadMaze(this.sql, id, tx);
  }

  /** What is observed of a maze's deckies, by id, without the rest of it. */
  observations(id: string): Promise<Record<string, DeckyObservation>> {
    return readObservations(this.sql, this.sql.executor(), id);
  }

  /** Which mazes stand on a page, newest first; `q` is a part of the name in any case. */
  page(query: PageQuery): Promise<MazePage> {
    return readPage(this.sql, query);
  }

  /** Own fields and counts of parts, in the order of `ids`; ids that are gone are left out. */
  summaries(ids: readonly string[]): Promise<MazeSummary[]> {
    return readSummaries(this.sql, ids);
  }
}
