// Ends of a bus, each in a process of its own, and what they end at.
import { fork, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { CLI, dataFolder, freePort, start } from './processes.mjs';

const PEER = resolve(import.meta.dirname, 'bus-peer.mjs');
const RELAY = resolve(import.meta.dirname, '../reference/bare-relay.mjs');
const PATIENCE_MS = 120_000;

/** @returns { go(): tells it to begin, result: promise, stop() }, once it is ready */
export async function startPeer(order) {
  const child = fork(PEER);
  let fail;
  const failure = new Promise((_, reject) => { fail = reject; });
  failure.catch(() => undefined);
  const late = setTimeout(() => fail(new Error(`${order.role} did not end in time`)), PATIENCE_MS);
  const said = (key) => Promise.race([failure, new Promise((done) => {
    child.on('message', (message) => {
      if (message.fault) fail(new Error(`${order.role}: ${message.fault}`));
      if (message[key]) done(message[key]);
    });
  })]);
  const [ready, result] = [said('ready'), said('result')];
  result.catch(() => undefined);
  child.once('exit', () => fail(new Error(`${order.role} ended`)));
  child.send(order);
  await ready;
  return { go: () => child.send({}), result, stop: () => { clearTimeout(late); child.kill(); } };
}

async function untilSaid(server, words) {
  do {
    if (!server.alive()) throw new Error(server.output());
    await new Promise((done) => setTimeout(done, 20));
  } while (!server.output().includes(words));
}

/** Our broker. */
export async function startBroker() {
  const folder = dataFolder();
  const server = start([CLI, 'bus'], folder, { DECNET_DATA_DIR: folder });
  await untilSaid(server, 'The bus is at');
  const path = join(folder, 'bus.sock');
  return { name: 'decnet bus', url: `unix:${path}`, path, pid: server.pid, stop: server.stop };
}

/** Null where it is not installed. */
export async function startNats() {
  if (spawnSync('nats-server', ['--version']).status !== 0) return null;
  const port = await freePort();
  const server = start(['--addr', '127.0.0.1', '--port', String(port)], dataFolder(), {}, 'nats-server');
  await untilSaid(server, 'Server is ready');
  return { name: 'NATS, as a bus of ours', url: `nats://127.0.0.1:${port}`, pid: server.pid, stop: server.stop };
}

/** A relay that does nothing but pass on bytes. */
export async function startRelay() {
  const folder = dataFolder();
  const path = join(folder, 'relay.sock');
  const server = start([RELAY, path], folder);
  await untilSaid(server, 'ready');
  return { name: 'bare relay', path, stop: server.stop };
}
