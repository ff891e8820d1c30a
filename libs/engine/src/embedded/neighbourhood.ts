import type { Maze, Protocol } from '@decnet/domain';
import type { HostedDecky } from './wanted.js';

/** A decky as others of its maze meet it. */
export interface Neighbour {
  readonly hosted: HostedDecky;
  /** True when it can be reached at all. */
  readonly isUp: boolean;
  /** Where on this host a port of one of its addresses is; null when it is closed. */
  locate(ip: string, port: number, protocol: Protocol): { host: string; port: number } | null;
}

/** What a decky may know of its maze. */
export interface Neighbourhood {
  readonly scope: string;
  maze(): Maze;
  deckyAt(ip: string): Neighbour | undefined;
  /** By name in lower case. */
  deckyNamed(name: string): Neighbour | undefined;
}
