import type { Decky, Edge, Lan, Maze, ServiceConfig } from '../types.js';

export interface LanPatch { name?: string; subnet?: string; isDmz?: boolean }
export interface DeckyPatch {
  name?: string;
  archetype?: string;
  services?: string[];
  serviceConfig?: Record<string, ServiceConfig>;
  isGateway?: boolean;
  forwardsL3?: boolean;
  /** Id or name of the new home LAN. */
  homeLan?: string;
  /** Address in the (new) home LAN. */
  ip?: string;
}
export interface EdgePatch { ip?: string; isHome?: boolean }

export interface AddLanOp {
  op: 'add_lan';
  id?: string;
  name?: string;
  subnet?: string;
  isDmz?: boolean;
  x?: number | null;
  y?: number | null;
  width?: number | null;
  height?: number | null;
}
export interface UpdateLanOp { op: 'update_lan'; lan: string; patch: LanPatch }
export interface RemoveLanOp { op: 'remove_lan'; lan: string }
export interface AddDeckyOp {
  op: 'add_decky';
  id?: string;
  name?: string;
  /** Id or name of its home; null makes a decky that stands nowhere yet. */
  lan: string | null;
  archetype?: string;
  services?: string[];
  serviceConfig?: Record<string, ServiceConfig>;
  isGateway?: boolean;
  forwardsL3?: boolean;
  ip?: string;
  x?: number | null;
  y?: number | null;
  /** Id of the home edge; filled when resolved, so that a replay makes the same rows. */
  edgeId?: string;
}
export interface UpdateDeckyOp { op: 'update_decky'; decky: string; patch: DeckyPatch }
export interface RemoveDeckyOp { op: 'remove_decky'; decky: string }
export interface AttachDeckyOp { op: 'attach_decky'; id?: string; decky: string; lan: string; ip?: string; isHome?: boolean }
export interface UpdateEdgeOp { op: 'update_edge'; decky: string; lan: string; patch: EdgePatch }
export interface DetachDeckyOp { op: 'detach_decky'; decky: string; lan: string }

/** Everything that changes a maze is one of these. `lan` and `decky` take an id or a name. */
export type Op =
  | AddLanOp | UpdateLanOp | RemoveLanOp
  | AddDeckyOp | UpdateDeckyOp | RemoveDeckyOp
  | AttachDeckyOp | UpdateEdgeOp | DetachDeckyOp;

/** One changed row. The journal stores one row per change; `before` and `after` are whole entities. */
export type Change =
  | { type: 'lan.added'; after: Lan }
  | { type: 'lan.updated'; before: Lan; after: Lan }
  | { type: 'lan.removed'; before: Lan }
  | { type: 'decky.added'; after: Decky }
  | { type: 'decky.updated'; before: Decky; after: Decky }
  | { type: 'decky.removed'; before: Decky }
  | { type: 'edge.added'; after: Edge }
  | { type: 'edge.updated'; before: Edge; after: Edge }
  | { type: 'edge.removed'; before: Edge };
export type ChangeType = Change['type'];

/**
 * What the caller lends to a pure function that must choose something: fresh ids and ranges that it may not hand out.
 * `takenRanges` are inclusive [first, last] pairs of unsigned 32-bit addresses, sorted by first, claimed outside this maze.
 */
export interface OpContext {
  newId(): string;
  takenRanges: readonly (readonly [number, number])[];
  /** CIDR under which a LAN without a subnet gets its own. */
  subnetBase: string;
}

export interface OpResult {
  maze: Maze;
  /** The op with every choice filled in: replaying it on the same maze gives the same rows. */
  resolved: Op;
  /** Applied in this order, gives back exactly the maze before. */
  inverse: Op[];
  changes: Change[];
}
