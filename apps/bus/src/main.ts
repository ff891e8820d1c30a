import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Broker } from '@decnet/bus/broker';
import { connectBus, WorkerAnnouncer } from '@decnet/bus/client';
import { ConfigError, loadConfig, type Config } from '@decnet/platform/config';
import { listenOnSocket, SocketInUse } from '@decnet/platform/sockets';
import { destination, pino, type Logger } from 'pino';
import { giveToGroup } from './socket-group.js';

const REFUSED = 1;
const MISUSE = 2;
const UNIX = 'unix:';
/** The group may use it, others may not. */
const MODE = 0o660;

function leave(code: number, message: string): never {
  process.stderr.write(`decnet: ${message}\n`);
  process.exit(code);
}

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    return leave(MISUSE, (error as ConfigError).message);
  }
}

/** The socket is there first, so that nobody meets one that is not his group's for longer than it takes to say whose it is. */
async function listen(broker: Broker, path: string, group: string, log: Logger): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await listenOnSocket(broker.server, { path, program: 'broker', mode: MODE });
  const obstacle = await giveToGroup(path, group);
  if (obstacle !== null) log.warn(`${obstacle}: only its owner may use the bus`);
}

const config = readConfig();
if (!config.busUrl.startsWith(UNIX)) leave(MISUSE, 'DECNET_BUS_URL is no unix:<path>: there is no broker to run');
const path = config.busUrl.slice(UNIX.length);
const log = pino({ level: config.logLevel, base: { worker: 'bus', pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, destination({ fd: 2, sync: true }));
const broker = new Broker((message, fields) => log.warn(fields, message));

await listen(broker, path, config.busGroup, log).catch((error: unknown) => {
  leave(REFUSED, error instanceof SocketInUse ? error.message : `cannot listen on ${path}: ${(error as Error).message}`);
});// Through the socket, as everybody else: what it says of itself proves that it works.
const bus = connectBus(config.busUrl, (message, error) => log.warn({ err: error }, message));
const announcer = new WorkerAnnouncer(bus, { worker: 'bus', lastWorkAt: () => broker.lastWorkedAt });

async function stop(): Promise<void> {
  announcer.stop();
  await bus.close();
  const closed = once(broker.server, 'close');
  broker.close();
  await closed;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    void stop().then(() => process.exit(0));
  });
}
process.stdout.write(`The bus is at ${UNIX}${path}; Ctrl-C stops it.\n`);
