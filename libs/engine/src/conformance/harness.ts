import type { PlannedDecky } from '@decnet/domain';
import type { Engine } from '../port.js';

export interface EngineHarness {
  engine: Engine;
  /** Makes the decky impossible to start; the result makes it possible again. */
  breakDecky(decky: PlannedDecky): Promise<() => Promise<void>>;
  /** Makes the decky report an event of type `command` with this text, on its first address. */
  provoke(scope: string, decky: PlannedDecky, text: string): Promise<void>;
  /** Ends the engine and everything that was made for it. */
  dispose(): Promise<void>;
}

export interface HarnessOptions {
  /** How long the engine waits before it touches a decky, so that a test can act in between. */
  stepDelayMs?: number;
}

export type MakeEngine = (options?: HarnessOptions) => Promise<EngineHarness>;

export interface EngineCapabilities {
  /** A service that answers every line with `echo <line>`. */
  service: string;
  /** Whether endpoints can be connected to. */
  sockets: boolean;
  /** Where the suite's LANs are; suites that run at the same time must not share them. */
  subnetOf(lan: number): string;
  /** First of a hundred ports that the suite may use. */
  basePort: number;
}

/** What every part of the suite is given. */
export interface Suite { make: MakeEngine; can: EngineCapabilities }
