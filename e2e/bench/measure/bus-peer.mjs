// One end of a bus in a process of its own: gets { role, url, … } as a message, says { ready }, and then { result }.
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectNats } from '@nats-io/transport-node';
import { connectBus } from '../../../dist/libs/bus/src/client.js';

const TOPIC = 'bench.message';
const FLUSH_MS = 30_000;
const NATS_BATCH = 2_000;
/** The same clock in every process of a machine, in microseconds. */
const clock = () => Number(process.hrtime.bigint()) / 1_000;
const report = (message) => process.send(message);
const padding = (bytes) => 'x'.repeat(bytes);

function openBus(url) {
  return connectBus(url, (message) => report({ fault: message }));
}

/** Hears `count` messages on each of `subscriptions`, spread over `connections`; they carry numbers from 0. */
async function count({ url, connections = 1, subscriptions = 1, count: expected }) {
  let missing = subscriptions * expected;
  const buses = Array.from({ length: connections }, () => openBus(url));
  const ready = Array.from({ length: subscriptions }, (_, at) => {
    let next = 0;
    return buses[at % connections].subscribe(TOPIC, ({ payload: [n] }) => {
      if (n !== next) report({ fault: `${n} came after ${next - 1}` });
      next = n + 1;
      if (--missing === 0) report({ result: { endedAt: clock() } });
    }).ready;
  });
  await Promise.all(ready);
  report({ ready: true });
}

/** Publishes numbered messages as fast as there is room for them. */
async function publish({ url, count: many, bytes }) {
  const bus = openBus(url);
  await bus.flush(FLUSH_MS);
  report({ ready: true });
  await new Promise((go) => process.once('message', go));
  const payload = padding(bytes - 10);
  const startedAt = clock();
  for (let n = 0; n < many; n += 1) if (!bus.publishSafely(TOPIC, 'bench', [n, payload])) await bus.flush(FLUSH_MS);
  const flushed = await bus.flush(FLUSH_MS);
  report({ result: { startedAt, flushed } });
}

/** Says `perSecond` a second for a while, each with the time at which it was said. */
async function speakInTime(say, { perSecond, seconds }) {
  const total = perSecond * seconds;
  const since = clock();
  for (let n = 0; n < total;) {
    while (n < total && clock() - since >= (n * 1e6) / perSecond) {
      say(clock());
      n += 1;
    }
    await new Promise((turn) => setTimeout(turn, 1));
  }
}

function latencies(total) {
  const all = [];
  return (saidAt) => {
    if (all.push(clock() - saidAt) === total) report({ result: { latencies: all } });
  };
}

const ROLES = {
  count,
  publish,
  async listen({ url, perSecond, seconds }) {
    const hear = latencies(perSecond * seconds);
    await openBus(url).subscribe(TOPIC, ({ payload: [saidAt] }) => hear(saidAt)).ready;
    report({ ready: true });
  },
  async speak({ url, bytes, ...pace }) {
    const bus = openBus(url);
    await bus.flush(FLUSH_MS);
    report({ ready: true });
    const payload = padding(bytes);
    await speakInTime((at) => bus.publishSafely(TOPIC, 'bench', [at, payload]), pace);
  },
  /** The same two, with nothing but a socket and a line of JSON. */
  async bareListen({ path, perSecond, seconds }) {
    const hear = latencies(perSecond * seconds);
    let rest = '';
    const socket = connect(path, () => report({ ready: true }));
    socket.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) hear(JSON.parse(line).payload[0]);
    });
  },
  async bareSpeak({ path, bytes, ...pace }) {
    const payload = padding(bytes);
    const socket = connect(path);
    await once(socket, 'connect');
    report({ ready: true });
    await speakInTime((at) => socket.write(`${JSON.stringify({ topic: TOPIC, payload: [at, payload] })}\n`), pace);
  },
  /** The client of NATS by itself, with a message of JSON and nothing around it. */
  async bareNatsCount({ url, count: expected }) {
    const nats = await connectNats({ servers: new URL(url).host });
    let next = 0;
    nats.subscribe(TOPIC, { callback: (_error, message) => {
      const [n] = message.json();
      if (n !== next) report({ fault: `${n} came after ${next - 1}` });
      next = n + 1;
      if (next === expected) report({ result: { endedAt: clock() } });
    } });
    await nats.flush();
    report({ ready: true });
  },
  async bareNatsPublish({ url, count: many, bytes }) {
    const nats = await connectNats({ servers: new URL(url).host });
    report({ ready: true });
    await new Promise((go) => process.once('message', go));
    const payload = padding(bytes - 10);
    const startedAt = clock();
    for (let n = 0; n < many; n += 1) {
      nats.publish(TOPIC, JSON.stringify([n, payload]));
      if (n % NATS_BATCH === 0) await nats.flush();
    }
    await nats.flush();
    report({ result: { startedAt, flushed: true } });
  },
  /** Subscribes, and then stands still without reading. */
  async sleep({ path }) {
    const socket = connect(path, () => {
      socket.write(`SUB ${TOPIC}\n\0\0\0\0`);
      socket.once('data', () => {
        socket.pause();
        report({ ready: true });
      });
    });
  },
};

process.on('uncaughtException', (error) => process.send({ fault: String(error.stack) }, () => process.exit(1)));
process.once('message', (order) => ROLES[order.role](order));
process.once('disconnect', () => process.exit());
