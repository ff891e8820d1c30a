import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Connection, Datagram, DecoyEvent, ServiceContext, ServiceHandler } from '@decnet/honeypots';
import type { ServiceKit } from '../embedded/embedded-host.js';

/**
 * A service for tests of engines: `echo` answers lines and reports each as a command. Some lines ask for more: `whoami` for the addresses it
 * was shown, `hop <host> <port>` to be asked `whoami` from here on, `udp <host> <port>`, `ping <host>`, `resolve <name>`, `interfaces`, `key` for a stored key,
 * `throw` for a handler that breaks.
 */
const echo: ServiceHandler = {
  slug: 'echo',
  create: (context) => ({
    handleConnection: (connection) => converse(connection, context),
    handleDatagram: (datagram: Datagram) => {
      const text = Buffer.from(datagram.payload).toString('utf8');
      context.emit(command(datagram, randomUUID(), text));
      datagram.reply(Buffer.from(`${datagram.src.ip} > ${datagram.dst.ip}:${datagram.dst.port}`));
    },
  }),
};

/** Speaks TCP only. */
const deaf: ServiceHandler = { slug: 'deaf', create: () => ({ handleConnection: () => Promise.resolve() }) };

async function converse(connection: Connection, context: ServiceContext): Promise<void> {
  for await (const line of createInterface({ input: connection.socket })) {
    context.emit(command(connection, connection.sessionId, line));
    connection.socket.write(`${await answer(line, connection, context)}\n`);
  }
}

function command({ src, dst }: Pick<Connection, 'src' | 'dst'>, sessionId: string, text: string): DecoyEvent {
  return { id: randomUUID(), at: new Date().toISOString(), sessionId, service: 'echo', eventType: 'command', src, dst, command: text };
}

async function answer(line: string, { src, dst }: Connection, context: ServiceContext): Promise<string> {
  const { net, keys } = context;
  const [verb, host = '', port = ''] = line.split(' ');
  switch (verb) {
    case 'whoami': return `${src.ip} > ${dst.ip}:${dst.port}`;
    case 'hop': return hop(net, host, Number(port)).catch(kindOf);
    case 'udp': return net.udp(host, Number(port), Buffer.from('hi'), { timeoutMs: 200 }).then((reply) => Buffer.from(reply).toString('utf8'), kindOf);
    case 'ping': return String((await net.ping(host, { timeoutMs: 20 })) !== null);
    case 'resolve': return String(net.resolve(host));
    case 'key': return keys.get('test', () => Promise.resolve(randomUUID()));
    case 'interfaces': return (context.interfaces ?? []).map(({ ip, prefix }) => `${ip}/${prefix}`).join();
    case 'throw': throw new Error(`a handler broke on ${line}`);
    default: return `echo ${line}`;
  }
}

async function hop(net: ServiceContext['net'], host: string, port: number): Promise<string> {
  const { socket, from } = await net.connect(host, port, { timeoutMs: 200 });
  socket.write('whoami\n');
  for await (const line of createInterface({ input: socket })) {
    socket.destroy();
    return `from ${from}: ${line}`;
  }
  return 'closed';
}

function kindOf(error: unknown): string {
  return String((error as { kind?: unknown }).kind);
}

/** Makes decoys of the test services, with a persona that is only a name. */
export function echoKit(): ServiceKit {
  const handlers = new Map([echo, deaf].map((handler) => [handler.slug, handler]));
  return {
    handlerFor: (slug) => handlers.get(slug),
    personaFor: ({ decky: { name, archetype } }) => ({ seed: name, hostname: name, archetype } as ReturnType<ServiceKit['personaFor']>),
    randomFor: () => ({ int: () => 0 }),
    gateFor: (log) => ({
      serve: async (service, connection) => {
        await service.handleConnection?.(connection).catch((error: unknown) => log('a handler failed', error));
      },
    }),
  };
}
