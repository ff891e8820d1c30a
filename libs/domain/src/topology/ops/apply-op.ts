import { demandHardRules } from '../../validation/hard-rules.js';
import { scanningView } from '../../validation/maze-view.js';
import type { Focus } from '../../validation/rule.js';
import type { Decky, Edge, Lan, Maze } from '../types.js';
import { addDecky, removeDecky, updateDecky } from './decky-ops.js';
import { Draft } from './draft.js';
import { attachDecky, detachDecky, updateEdge } from './edge-ops.js';
import { addLan, type Outcome, removeLan, updateLan } from './lan-ops.js';
import type { Change, Op, OpContext, OpResult } from './types.js';

/**
 * The one way in which a maze changes. Pure: the maze given is left as it is, and rows that the op does not touch are
 * shared with the result.
 * @throws DomainError NOT_FOUND, INVALID_REQUEST, LAN_IN_USE, POOL_EXHAUSTED, VALIDATION_FAILED {issues} when a hard rule
 *   is broken by what changed
 */
export function applyOp(maze: Maze, op: Op, context: OpContext): OpResult {
  const draft = new Draft(maze);
  const { resolved, inverse } = perform(draft, op, context);
  demandHardRules(draft.maze, scanningView(draft.maze), focusOf(draft));
  return { maze: draft.maze, resolved, inverse, changes: draft.changes };
}

export interface BatchResult {
  maze: Maze;
  resolved: Op[];
  /** Applied in this order, gives back exactly the maze before the batch. */
  inverse: Op[];
  changes: Change[];
}

/** Several ops in order, all or nothing. @throws what {@link applyOp} throws */
export function applyOps(maze: Maze, ops: readonly Op[], context: OpContext): BatchResult {
  const batch: BatchResult = { maze, resolved: [], inverse: [], changes: [] };
  const inverses: Op[][] = [];
  for (const op of ops) {
    const result = applyOp(batch.maze, op, context);
    batch.maze = result.maze;
    batch.resolved.push(result.resolved);
    batch.changes.push(...result.changes);
    inverses.push(result.inverse);
  }
  batch.inverse = inverses.reverse().flat();
  return batch;
}

function perform(draft: Draft, op: Op, context: OpContext): Outcome {
  switch (op.op) {
    case 'add_lan': return addLan(draft, op, context);
    case 'update_lan': return updateLan(draft, op);
    case 'remove_lan': return removeLan(draft, op);
    case 'add_decky': return addDecky(draft, op, context);
    case 'update_decky': return updateDecky(draft, op);
    case 'remove_decky': return removeDecky(draft, op);
    case 'attach_decky': return attachDecky(draft, op, context);
    case 'update_edge': return updateEdge(draft, op);
    case 'detach_decky': return detachDecky(draft, op);
  }
}

/** What the hard rules must look at again: what was added or changed, and the addresses in a LAN whose subnet changed. */
function focusOf({ changes, maze }: Draft): Focus {
  const lans = new Map<string, Lan>();
  const deckies = new Map<string, Decky>();
  const edges = new Map<string, Edge>();
  for (const change of changes) {
    if (change.type === 'lan.added' || change.type === 'lan.updated') lans.set(change.after.id, change.after);
    if (change.type === 'decky.added' || change.type === 'decky.updated') deckies.set(change.after.id, change.after);
    if (change.type === 'edge.added' || change.type === 'edge.updated') edges.set(change.after.id, change.after);
    if (change.type === 'lan.updated' && change.before.subnet !== change.after.subnet) {
      for (const edge of maze.edges) if (edge.lanId === change.after.id) edges.set(edge.id, edge);
    }
  }
  return { lans: [...lans.values()], deckies: [...deckies.values()], edges: [...edges.values()] };
}
