import { DomainError } from '../errors.js';

export const TOPOLOGY_STATUSES = ['pending', 'deploying', 'active', 'degraded', 'failed', 'tearing_down', 'torn_down'] as const;
export type TopologyStatus = (typeof TOPOLOGY_STATUSES)[number];

/** The one table of legal moves. `torn_down` is final. */
export const TRANSITIONS: Readonly<Record<TopologyStatus, readonly TopologyStatus[]>> = {
  pending: ['deploying', 'torn_down'],
  deploying: ['active', 'degraded', 'failed', 'tearing_down'],
  active: ['degraded', 'tearing_down'],
  degraded: ['active', 'tearing_down'],
  failed: ['tearing_down'],
  tearing_down: ['torn_down', 'degraded'],
  torn_down: [],
};

/** Statuses in which the design may be edited freely. */
export const EDITABLE_STATUSES: readonly TopologyStatus[] = ['pending'];
/** Statuses in which decoys run and the maze is changed through mutations. */
export const LIVE_STATUSES: readonly TopologyStatus[] = ['active', 'degraded'];
/** Statuses in which nothing runs, so that the maze may be deleted. */
export const DELETABLE_STATUSES: readonly TopologyStatus[] = ['pending', 'failed', 'torn_down'];

export function canMove(from: TopologyStatus, to: TopologyStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Every status from which `to` may be reached; what a guarded UPDATE names in its WHERE. */
export function sourcesOf(to: TopologyStatus): TopologyStatus[] {
  return TOPOLOGY_STATUSES.filter((from) => canMove(from, to));
}

/** @throws DomainError ILLEGAL_TRANSITION {from, to} */
export function assertMove(from: TopologyStatus, to: TopologyStatus): void {
  if (!canMove(from, to)) throw new DomainError('ILLEGAL_TRANSITION', `a ${from} maze cannot become ${to}`, { from, to });
}
