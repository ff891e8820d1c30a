import { describeWith } from '@decnet/testing';
import { describeDelivery } from '../test/delivery.js';
import type { BusUnderTest } from '../test/harness.js';
import { MEMORY, nats, NULL, UNIX } from '../test/harnesses.js';
import { describeLoss } from '../test/loss.js';

/** What every transport promises; what it does not, its capabilities say. */
function suite(bus: BusUnderTest): void {
  describe('delivery', () => { describeDelivery(bus); });
  if (bus.can.lag || bus.can.reconnects) describe('loss', () => { describeLoss(bus); });
}

for (const bus of [MEMORY, NULL, UNIX]) describe(`bus ${bus.name}`, () => { suite(bus); });
describeWith('nats', 'bus nats', (executable) => suite(nats(executable)));
