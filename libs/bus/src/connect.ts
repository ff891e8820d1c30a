import { BusService, type BusComplaint } from './bus.service.js';
import { MemoryTransport } from './transports/memory.js';
import { NullTransport } from './transports/null.js';

/**
 * Opens the bus that a URL names: `memory:` (one process) or `null:`.
 * @throws Error naming the URL when its scheme is none of these
 */
export function connectBus(url: string, complain: BusComplaint): BusService {
  switch (url.split(':')[0]) {
    case 'memory':
      return new BusService(new MemoryTransport((error) => complain('a bus listener failed', error)), complain);
    case 'null':
      return new BusService(new NullTransport(), complain);
    default:
      throw new Error(`DECNET_BUS_URL ${url}: expected memory: or null:`);
  }
}
