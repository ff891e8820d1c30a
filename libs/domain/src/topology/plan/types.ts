import type { Protocol, ServiceConfig } from '../types.js';

/** One LAN of the maze as a network of the engine. Key: `lan:<name>`. */
export interface PlannedNetwork {
  key: string;
  specHash: string;
  lan: string;
  subnet: string;
  gateway: string;
  /** True for everything but the DMZ: no way out of the host. */
  internal: boolean;
}

export interface PlannedPort { service: string; port: number; protocol: Protocol }

/** Where a decky stands in one LAN. */
export interface PlannedAddress { lan: string; ip: string; isHome: boolean }

/** `destination` (CIDR of a LAN) is reached through the decky at `via`, which stands in LAN `lan` of the owner. */
export interface PlannedRoute { destination: string; via: string; lan: string }

export interface PlannedService {
  key: string;
  specHash: string;
  service: string;
  ports: PlannedPort[];
  config: ServiceConfig;
}

/** One decky: a base that owns addresses and routes, and its services. Key: `decky:<name>`. */
export interface PlannedDecky {
  key: string;
  specHash: string;
  /** Id of the decky row, for reporting only; not part of any hash. */
  deckyId: string;
  name: string;
  archetype: string;
  forwardsL3: boolean;
  addresses: PlannedAddress[];
  routes: PlannedRoute[];
  services: PlannedService[];
  /** Ports published on the host; empty unless the decky is a gateway. */
  published: PlannedPort[];
  /** Distance from the DMZ in LANs; teardown goes from the largest to 0. */
  distance: number;
}

/** What should run. Pure data: dry run, compose and engines all read this. */
export interface DeploymentPlan {
  topologyId: string;
  /** Canonical hash of the maze (see hash.ts). */
  hash: string;
  networks: PlannedNetwork[];
  deckies: PlannedDecky[];
}

/** What an engine says is there, by key. */
export interface ObservedResource { key: string; specHash: string; running: boolean; detail?: Record<string, unknown> }

export type StepAction = 'create' | 'update' | 'restart' | 'remove';
export type StepKind = 'network' | 'decky' | 'service';

/** One step of a convergence, in the order in which an engine takes them. */
export interface PlanStep {
  action: StepAction;
  kind: StepKind;
  key: string;
  /** Why, for people: "address changed 10.0.2.4 -> 10.0.2.9". */
  reason: string;
}
