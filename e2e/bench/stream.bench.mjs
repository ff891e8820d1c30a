// One maze, 200 clients of its event stream, 1,000 changes: all of them reach all of them.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { Client } from './measure/client.mjs';
import { figure, ms } from './measure/figures.mjs';
import { ADMIN_PASSWORD, startDecnet } from './measure/processes.mjs';
import { BY_DECKIES } from './measure/sizes.mjs';

const USERS = 10;
const STREAMS_PER_USER = 20;
const CHANGES = 1_000;
const PACES = [{ name: '100 a second', everyMs: 10, writers: 1 }, { name: 'as fast as they are taken', everyMs: 0, writers: 16 }];
const PATIENCE_MS = 60_000;
const READERS = resolve(import.meta.dirname, 'measure/readers.mjs');

async function makeUsers(admin, url) {
  const clients = [];
  for (let n = 0; n < USERS; n += 1) {
    const user = { username: `reader-${n}`, password: ADMIN_PASSWORD, role: 'viewer' };
    await admin.post('/users', { ...user, mustChangePassword: false });
    clients.push(await Client.signIn(url, user.username, user.password));
  }
  return clients.map(({ token }) => token);
}

function startReaders(order) {
  const child = fork(READERS);
  const ready = withResolvers();
  const result = withResolvers();
  const fail = (error) => { ready.reject(error); result.reject(error); };
  // Whoever waits is told; nobody may be waiting yet.
  result.promise.catch(() => undefined);
  const late = setTimeout(() => fail(new Error('not everything arrived in time')), PATIENCE_MS);
  child.on('message', (message) => {
    if (message.ready) ready.resolve();
    if (message.result) result.resolve(message.result);
    if (message.fault) fail(new Error(message.fault));
  });
  child.send(order);
  return { ready: ready.promise, result: result.promise, stop: () => { clearTimeout(late); child.kill(); } };
}

function withResolvers() {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
}

/** One change of one journal row each. @returns seconds */
async function write(admin, { id, deckies }, { everyMs, writers }) {
  let next = 0;
  const since = performance.now();
  const writer = async () => {
    for (let n = next++; n < CHANGES; n = next++) {
      const wait = since + n * everyMs - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      const decky = deckies[n % deckies.length];
      const patch = { forwardsL3: Math.floor(n / deckies.length) % 2 === (decky.forwardsL3 ? 1 : 0) };
      await admin.post(`/topologies/${id}/edits`, { ops: [{ op: 'update_decky', decky: decky.id, patch }] });
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return (performance.now() - since) / 1_000;
}

async function measure(admin, tokens, pace) {
  const maze = await admin.maze(`followed ${pace.name}`, BY_DECKIES[300]);
  const readers = startReaders({ url: `${admin.api}/topologies/${maze.id}/events`, tokens, perToken: STREAMS_PER_USER, changes: CHANGES });
  try {
    await readers.ready;
    const seconds = await write(admin, maze, pace);
    const { arrived, p50, p99, max } = await readers.result;
    const expected = CHANGES * USERS * STREAMS_PER_USER;
    return [pace.name, figure(CHANGES / seconds), `${arrived.toLocaleString('en')} of ${expected.toLocaleString('en')}`, ms(p50), ms(p99), ms(max), 'none lost'];
  } finally {
    readers.stop();
  }
}

export default async function stream() {
  const decnet = await startDecnet('api');
  const admin = await Client.signIn(decnet.url);
  const tokens = await makeUsers(admin, decnet.url);
  const rows = [];
  for (const pace of PACES) rows.push(await measure(admin, tokens, pace));
  await decnet.stop();
  return {
    title: `Event stream of a maze of 300 deckies, ${USERS * STREAMS_PER_USER} clients, ${CHANGES.toLocaleString('en')} changes`,
    columns: ['changes', 'changes/s', 'arrived', 'p50', 'p99', 'slowest', 'wanted'],
    rows,
    notes: ['From the commit of a change to its arrival at each client. Every client checks that each change comes once and in order. All clients share one process, all writers another.'],
  };
}
