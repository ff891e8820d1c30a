import type { BusServer } from '@decnet/testing';
import type { BusCapabilities, BusService } from '../src/client.js';

/** A bus under test. */
export interface BusHarness {
  /** One more connection; where there is none to be made, the same bus. `complaints` gets what its log would. */
  connect(complaints?: string[]): BusService;
  /** What connections lead to. */
  server: BusServer | null;
  /** Publishes numbers from 1 while nobody in this process can read, each in a message of that size. */
  flood(topic: string, count: number, bytes: number): void;
  dispose(): Promise<void>;
}

export interface BusUnderTest {
  name: string;
  can: BusCapabilities;
  make(): Promise<BusHarness>;
}
