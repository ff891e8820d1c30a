import { randomUUID } from 'node:crypto';
import { applyOp, DEFAULT_SUBNET_BASE, type Maze, type Mutation, type Op, type OpResult } from '@decnet/domain';
import type { AddressRange } from '@decnet/persistence';
import type { HeldLease } from '../held-lease.js';
import type { WorkContext } from '../work-context.js';
import type { LiveDesign } from './live-design.js';

/** One owner at the queue of one maze. */
export interface QueueWork {
  context: WorkContext;
  held: HeldLease;
  design: LiveDesign;
}

/** A mutation whose turn has come: what it is applied to, and what that comes to. */
export interface Begun {
  mutation: Mutation;
  base: Maze;
  edit: OpResult;
}

/** What an op comes to; one whose choices are made comes to the same each time. @throws DomainError what applyOp throws */
export function comesTo(maze: Maze, op: Op, takenRanges: readonly AddressRange[] = []): OpResult {
  return applyOp(maze, op, { newId: randomUUID, takenRanges, subnetBase: DEFAULT_SUBNET_BASE });
}
