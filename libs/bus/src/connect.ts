import { BusService } from './bus.service.js';
import { seldom } from './seldom.js';
import { MemoryTransport } from './transports/memory.js';
import { NatsTransport } from './transports/nats.js';
import { NullTransport } from './transports/null.js';
import { UnixTransport } from './transports/unix.js';
import type { BusComplaint, BusTransport } from './types.js';

/**
 * Opens the bus that a URL names: `memory:` (one process), `unix:<path>` (one host),
 * `nats://[user:password@]host[:port]` (many hosts), or `null:`. What is
 * elsewhere is connected to in the background, and again whenever it is lost: nobody waits for it, and it is no mistake when it is not there.
 * @param complain hears at most one line a second
 * @throws Error naming the scheme when it is none of these
 */
export function connectBus(url: string, complain: BusComplaint): BusService {
  const limited = seldom(complain);
  return new BusService(transportFor(url, limited), limited);
}

function transportFor(url: string, complain: BusComplaint): BusTransport {
  const colon = url.indexOf(':');
  const clientName = `decnet-${process.pid}`;
  switch (url.slice(0, colon)) {
    case 'memory':
      return new MemoryTransport((error) => complain('a bus listener failed', error));
    case 'unix':
      return new UnixTransport(url.slice(colon + 1), clientName, complain);
    case 'nats':
      return new NatsTransport(url, clientName, complain);
    case 'null':
      return new NullTransport();
    default:
      // Not the URL: there may be a password in it.
      throw new Error('DECNET_BUS_URL: expected memory:, unix:<path>, nats://host:port or null:');
  }
}
