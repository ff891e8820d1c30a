import type { Decky, Edge, Lan, Protocol } from '../topology/types.js';
import type { Issue } from './issue.js';
import type { MazeView } from './maze-view.js';

/** The entities that a rule is to look at; for a whole validation, all of them. */
export interface Focus {
  lans: readonly Lan[];
  deckies: readonly Decky[];
  edges: readonly Edge[];
}

/** Addresses that something else owns: another maze, a route of the host. */
export interface OwnedRange {
  owner: string;
  first: number;
  last: number;
}

/** What is not in the maze and yet decides whether it can be deployed. */
export interface ValidationContext {
  /** Of other mazes, sorted by first. */
  claimedRanges: readonly OwnedRange[];
  /** Of the host that is to run it, sorted by first. */
  hostRoutes: readonly OwnedRange[];
  /** Ports of the host that somebody listens on. */
  usedPorts: readonly { port: number; protocol: Protocol }[];
}

export const NO_CONTEXT: ValidationContext = { claimedRanges: [], hostRoutes: [], usedPorts: [] };

/** One rule: what it finds wrong with the entities in focus. Pure, and linear or n log n in the maze. */
export type Rule = (view: MazeView, focus: Focus, context: ValidationContext) => Issue[];
