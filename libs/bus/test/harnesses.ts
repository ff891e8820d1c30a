import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BusServer, natsServer, unixBroker } from '@decnet/testing';
import { connectBus, type BusService } from '../src/client.js';
import type { BusHarness, BusUnderTest } from './harness.js';

/** The client as other processes load it. */
const CLIENT = pathToFileURL(resolve(import.meta.dirname, '../../../dist/libs/bus/src/client.js')).href;

function within(url: string): BusHarness {
  const bus = connectBus(url, () => undefined);
  return {
    connect: (complaints) => (complaints ? connectBus(url, (message) => void complaints.push(message)) : bus),
    server: null,
    flood: (topic, count) => { for (let n = 1; n <= count; n += 1) bus.publishSafely(topic, 'flood', n); },
    dispose: () => bus.close(),
  };
}

/** Connections to a real server in a process of its own. */
function across(server: BusServer): BusHarness {
  const opened: BusService[] = [];
  return {
    connect: (complaints = []) => {
      const bus = connectBus(server.url, (message) => void complaints.push(message));
      opened.push(bus);
      return bus;
    },
    server,
    // This process stands still until the other one is done.
    flood: (topic, count, bytes) => {
      const script = `
        import { connectBus } from ${JSON.stringify(CLIENT)};
        const bus = connectBus(${JSON.stringify(server.url)}, console.error);
        for (let n = 1; n <= ${count}; n += 1) if (!bus.publishSafely(${JSON.stringify(topic)}, 'x'.repeat(${bytes}), n)) await bus.flush(10_000);
        await bus.flush(10_000);
        await bus.close();`;
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 60_000, env: { PATH: process.env['PATH'] } });
      if (status !== 0 || stderr !== '') throw new Error(`the flood ended with ${status}: ${stderr}`);
    },
    dispose: async () => {
      await Promise.all(opened.map((bus) => bus.close()));
      await server.remove();
    },
  };
}

export const MEMORY: BusUnderTest = {
  name: 'memory', make: async () => within('memory:'),
  can: { delivers: true, ordered: true, crossProcess: false, lag: true, reconnects: false },
};
export const NULL: BusUnderTest = {
  name: 'null', make: async () => within('null:'),
  can: { delivers: false, ordered: true, crossProcess: false, lag: false, reconnects: false },
};
export const UNIX: BusUnderTest = {
  name: 'unix', make: async () => across(await unixBroker().start()),
  can: { delivers: true, ordered: true, crossProcess: true, lag: true, reconnects: true },
};
/** @param executable of the server */
export const nats = (executable: string): BusUnderTest => ({
  name: 'nats', make: async () => across(await (await natsServer(executable, 's3cret')).start()),
  can: { delivers: true, ordered: true, crossProcess: true, lag: false, reconnects: true },
});
