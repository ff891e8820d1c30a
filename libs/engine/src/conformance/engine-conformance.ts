import { describeConvergence } from './convergence.js';
import { describeEvents } from './events.js';
import { describeFencing } from './fencing.js';
import type { EngineCapabilities, MakeEngine } from './harness.js';
import { describeLifecycle } from './lifecycle.js';
import { describeOrdering } from './ordering.js';
import { describeSessions } from './sessions.js';

/** What every engine promises. An engine that passes may be put in the place of any other. */
export function describeEngine(name: string, make: MakeEngine, can: EngineCapabilities): void {
  describe(name, () => {
    const suite = { make, can };
    describeConvergence(suite);
    describeLifecycle(suite);
    describeFencing(suite);
    describeOrdering(suite);
    describeEvents(suite);
    if (can.sockets) describeSessions(suite);
  });
}
