import type { TopologyStatus } from './status.js';

export const TOPOLOGY_MODES = ['unihost', 'agent'] as const;
export type TopologyMode = (typeof TOPOLOGY_MODES)[number];

/** A network segment of the maze. */
export interface Lan {
  id: string;
  name: string;
  /** IPv4 CIDR without host bits, /16 to /29. */
  subnet: string;
  isDmz: boolean;
  /** Canvas box in pixels; null until laid out. */
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
}

export type ConfigValue = string | number | boolean | string[];
/** Configuration of one service, checked against the service's schema in the catalogue. */
export type ServiceConfig = Record<string, ConfigValue>;

/** A decoy host as designed. What is observed of it lives in {@link DeckyObservation}. */
export interface Decky {
  id: string;
  name: string;
  archetype: string;
  services: string[];
  serviceConfig: Record<string, ServiceConfig>;
  /** Publishes its service ports on the host; only legal at home in the DMZ. */
  isGateway: boolean;
  /** Routes packets between all its LANs, without address translation. */
  forwardsL3: boolean;
  x: number | null;
  y: number | null;
}

/** An attachment of a decky to a LAN: the only record of membership and address. */
export interface Edge {
  id: string;
  deckyId: string;
  lanId: string;
  ip: string;
  isHome: boolean;
}

/** The design: what ops change, rules check, the plan is made of. Treated as immutable. */
export interface Maze {
  lans: readonly Lan[];
  deckies: readonly Decky[];
  edges: readonly Edge[];
}

export const DECKY_STATES = ['pending', 'starting', 'running', 'degraded', 'failed', 'stopped'] as const;
export type DeckyState = (typeof DECKY_STATES)[number];

export type Protocol = 'tcp' | 'udp';

/** Where one service of a decky is really reached from this machine. */
export interface Endpoint {
  service: string;
  /** Name of the LAN. */
  lan: string;
  address: string;
  port: number;
  protocol: Protocol;
}

export interface DeckyObservation {
  state: DeckyState;
  lastError: string | null;
  endpoints: Endpoint[];
}

/** The maze's own fields beside its design. Times are RFC 3339, UTC, with milliseconds. */
export interface Topology extends Maze {
  id: string;
  name: string;
  mode: TopologyMode;
  targetHostId: string | null;
  generatorConfig: Record<string, unknown> | null;
  status: TopologyStatus;
  statusReason: string | null;
  statusChangedAt: string;
  version: number;
  eventSeq: number;
  needsResync: boolean;
  lastError: string | null;
  engineHost: string | null;
  createdAt: string;
  createdBy: string;
}
