import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Connection, DecoyService } from '../handler.js';
import { ConnectionGate } from './connection-gate.js';
import { DEFAULT_LIMITS, type ConnectionLimits } from './limits.js';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => { server.close(resolve); });
});

/** A host of one service on loopback; `sources` names the source of each connection in turn. */
async function host(service: DecoyService, limits: Partial<ConnectionLimits> = {}, sources: string[] = []): Promise<{ open(): Socket; dial(): Promise<Socket>; logged: unknown[] }> {
  const logged: unknown[] = [];
  const gate = new ConnectionGate((_message, error) => logged.push(error), { ...DEFAULT_LIMITS, ...limits });
  let count = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const ip = sources[count] ?? '10.0.0.1';
    count += 1;
    void gate.serve(service, { socket, src: { ip, port: count }, dst: { ip: '10.0.0.2', port: 1 }, sessionId: String(count) });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const open = (): Socket => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    return socket.on('error', () => undefined);
  };
  const dial = async (): Promise<Socket> => {
    const socket = open();
    await once(socket, 'connect');
    return socket;
  };
  return { open, dial, logged };
}

/** Says hello and then nothing until the other side goes. */
const patient: DecoyService = {
  handleConnection: ({ socket }) => new Promise((resolve) => {
    socket.write('hello');
    socket.resume();
    socket.once('end', resolve).once('close', resolve);
  }),
};
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => { socket.resume().once('close', () => resolve()); });
const hello = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);

describe('the gate in front of every service', () => {
  it('ends the one connection whose handler throws, logs it, and serves the next', async () => {
    let calls = 0;
    const { dial, logged } = await host({
      handleConnection: async (connection: Connection) => {
        calls += 1;
        if (calls === 1) throw new Error('broken');
        await patient.handleConnection!(connection);
      },
    });
    await closed(await dial());
    expect(logged).toHaveLength(1);
    expect(await hello(await dial())).toBe('hello');
  });

  it('closes a connection that is idle', async () => {
    const { dial } = await host(patient, { idleMs: 50 });
    await closed(await dial());
  });

  it('closes a connection that lasts too long, however busy it is', async () => {
    const { dial } = await host(patient, { totalMs: 150 });
    const socket = await dial();
    const timer = setInterval(() => socket.write('x'), 10);
    await closed(socket);
    clearInterval(timer);
  });

  it('closes a connection that sends too much', async () => {
    const { dial } = await host(patient, { bytes: 1_000 });
    const socket = await dial();
    socket.write(Buffer.alloc(2_000));
    await closed(socket);
  });

  it('keeps 500 connections of one source from being served at once, and lets others in', async () => {
    let serving = 0;
    let most = 0;
    const counted: DecoyService = {
      handleConnection: async (connection) => {
        serving += 1;
        most = Math.max(most, serving);
        await patient.handleConnection!(connection);
        serving -= 1;
      },
    };
    const { open, dial } = await host(counted, { perSource: 20, waiting: 50, waitMs: 100 }, Array.from({ length: 500 }, () => '10.0.0.66'));
    await new Promise<void>((resolve) => {
      let turnedAway = 0;
      for (let i = 0; i < 500; i += 1) {
        open().resume().once('close', () => {
          turnedAway += 1;
          if (turnedAway === 480) resolve();
        });
      }
    });
    expect(most).toBe(20);
    expect(await hello(await dial())).toBe('hello');
  });

  it('lets the next of a source in when one of it leaves', async () => {
    const { dial } = await host(patient, { perSource: 1, waitMs: 20_000 });
    const first = await dial();
    await hello(first);
    const second = await dial();
    first.destroy();
    expect(await hello(second)).toBe('hello');
  });

  it('stops reading from somebody who does not read', async () => {
    let pending = 0;
    const echo: DecoyService = {
      handleConnection: ({ socket }) => new Promise((resolve) => {
        socket.on('data', (chunk: Buffer) => {
          for (let i = 0; i < 8; i += 1) socket.write(chunk);
          pending = Math.max(pending, socket.writableLength);
        });
        socket.once('close', () => resolve());
      }),
    };
    const { dial } = await host(echo, { idleMs: 500 });
    const socket = await dial();
    socket.pause();
    const feed = (): void => { while (socket.writable && socket.write(Buffer.alloc(65_536))); };
    socket.on('drain', feed);
    feed();
    await new Promise((resolve) => { socket.once('close', resolve); });
    expect(pending).toBeLessThan(2 * 1024 * 1024);
  });
});
