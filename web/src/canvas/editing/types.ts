import type { Authors } from '../live/authors';
import type { Change, Issue, Layout, Maze, Op, OpContext, TopologyStatus } from '@decnet/domain';

/** Why a gesture was not taken. Nothing has changed then. */
export interface Refusal {
  code: string;
  /** One sentence for people. */
  message: string;
  /** Of VALIDATION_FAILED: the rules that it breaks. */
  issues: readonly Issue[];
}

/** What this user may do to this maze now. */
export type EditPermission = { allowed: true } | { allowed: false; reason: string };

/** Part of a maze that a command touches or needs. */
export interface EntityRef { kind: 'lan' | 'decky' | 'edge'; id: string }

/**
 * What a command changes or relies on, with what it saw there when it was made. `mine` is what it leaves behind; a removal saw the row and the
 * attachments in it.
 */
export type Touch =
  | { what: 'field'; entity: EntityRef; field: string; base: unknown; mine: unknown }
  | { what: 'removal'; entity: EntityRef; base: Readonly<Record<string, unknown>>; edges: readonly string[] }
  | { what: 'need'; entity: EntityRef };

/** A write as it goes over the wire, word for word: sent again under the same key it is answered, not repeated. */
export type SentWrite =
  | { route: 'edits'; key: string; body: { ops: Op[]; expectedVersion: number } }
  | { route: 'mutations'; key: string; body: { ops: Op[]; expectedVersion?: number } };

/** One gesture of the user on its way to the server. */
export interface Command {
  id: string;
  label: string;
  /** With every choice made, on the maze as it is below this command. */
  ops: Op[];
  /** The same, but what the user left open (names, addresses, subnets) left open: for when somebody else took what was chosen. */
  open: Op[];
  /** What the ops come to, row by row. */
  changes: Change[];
  touches: Touch[];
  /** Rows as they were that others may have removed when the command arrives: what restoring is made of. */
  memory: Maze;
  /** The command that this one takes back. */
  undoes: string | null;
  /** Where it was to go when it was made: a draft and a running maze are not changed by the same deed. */
  madeFor: SentWrite['route'];
  /** Counts the bodies that were tried: each has a key of its own. */
  revision: number;
  /** On its way, or its answer was lost: nothing of it may change until an answer is there. */
  sent: SentWrite | null;
  /** The server has it, but its rows have not arrived. */
  ack: { version: number; eventSeq: number } | null;
  /** The version on which it came too late; null when it did not. */
  lateOn: number | null;
}

/** A field, a removal or a missing part on which the user must decide. Shown at `node`. */
export interface Conflict {
  id: string;
  /** `field`: somebody changed the same field. `removal`: somebody changed what the user removes. `gone`: somebody removed what the user changes or uses. */
  kind: 'field' | 'removal' | 'gone';
  node: { kind: 'lan' | 'decky'; id: string; name: string };
  entity: EntityRef;
  /** Null unless `kind` is `field`. */
  field: string | null;
  mine: unknown;
  theirs: unknown;
  base: unknown;
  /** Who changed it, where that is known. */
  by: string | null;
  /** Label of the gesture that waits for the decision. */
  label: string;
  choice: ConflictChoice | null;
}
export type ConflictChoice = 'mine' | 'theirs';

/** A gesture that waits for decisions; nothing of it is sent or shown as done. */
export interface Held { command: Command; conflicts: Conflict[] }

/** Something that became of a gesture and that the user did not see happen. */
export interface Notice {
  id: string;
  /**
   * `merged`: it was applied beside a change of somebody else's. `refused`: the server or a rule took it back. `undo-refused`: it can no longer be taken
   * back. `not-editable`: the maze was deployed or torn down meanwhile. `maze-gone`: there is no such maze any more.
   */
  kind: 'merged' | 'refused' | 'undo-refused' | 'not-editable' | 'maze-gone';
  label: string;
  message: string;
  by: string | null;
  issues: readonly Issue[];
  /** What the user did, so that it is not lost: `retry` of the editor does it again. Empty when there is nothing to do again. */
  ops: readonly Op[];
}

/** Takes back one gesture, or does it again. */
export interface HistoryEntry {
  commandId: string;
  label: string;
  back: { ops: Op[]; touches: Touch[]; places?: Layout } | { layout: Layout };
}

/** How it stands between this page and the server. */
export type Link =
  | { state: 'ready' }
  /** A command came too late; the rows up to `version` are awaited. */
  | { state: 'behind'; version: number }
  | { state: 'offline'; failures: number; retryAfterS: number | null }
  /** The session has ended: everything waits for the next sign-in. */
  | { state: 'signed-out' }
  | { state: 'gone' };

/** Everything that the user did and that is not the server's yet, and what can be taken back. Immutable. */
export interface EditState {
  /** In order; only the first that is not acknowledged is ever on its way. */
  commands: readonly Command[];
  held: readonly Held[];
  notices: readonly Notice[];
  undo: readonly HistoryEntry[];
  redo: readonly HistoryEntry[];
  /** Positions that the server does not have yet: on their way, and behind them. */
  layout: { sent: Layout | null; waiting: Layout };
  link: Link;
}

/** What the core knows of the server and of the user. */
export interface World {
  /** The design as the server has it. */
  design: Maze;
  /** Ops that wait in the queue of a running maze, in their order. */
  queued: readonly Op[];
  version: number;
  eventSeq: number;
  status: TopologyStatus;
  authors: Authors;
  me: string;
  /** Why the user may change nothing; null for an admin. */
  readOnly: string | null;
  context: OpContext;
}

/** Ids of what a running maze will have, lose or change. */
export type Ghost = 'added' | 'removed' | 'changed';
export type Ghosts = Readonly<Record<string, Ghost>>;
