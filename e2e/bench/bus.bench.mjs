// The bus between processes: how much, how soon, to how many, and what a subscriber that does not read costs.
import { startBroker, startNats, startPeer, startRelay } from './measure/bus-peers.mjs';
import { atMost, figure, median, medianOf, quantile, shareOf, times, us, wanted } from './measure/figures.mjs';
import { processorMs, residentMiB } from './measure/kernel.mjs';

const BYTES = 200;
const TURNS = 3;
const MESSAGES = 1_000_000;
const FAN_MESSAGES = 40_000;
const SUBSCRIBERS = 50;
const PROCESSES = 2;
const PACE = { perSecond: 1_000, seconds: 5 };
const STALLED_MESSAGES = 500_000;

/** `readers` are orders; all of them must hear everything. @returns { rate of deliveries, processor: microseconds of the server per message } */
async function carry(server, messages, readers, role = 'publish') {
  const all = [];
  try {
    for (const reader of readers) all.push(await startPeer({ role: 'count', url: server.url, count: messages, ...reader }));
    const publisher = await startPeer({ role, url: server.url, count: messages, bytes: BYTES });
    all.push(publisher);
    const before = processorMs(server.pid);
    publisher.go();
    const [{ startedAt, flushed }, ...ended] = await Promise.all([publisher.result, ...all.slice(0, -1).map(({ result }) => result)]);
    if (!flushed) throw new Error('the last flush was not answered');
    const seconds = (Math.max(...ended.map(({ endedAt }) => endedAt)) - startedAt) / 1e6;
    const deliveries = messages * readers.reduce((sum, { subscriptions = 1 }) => sum + subscriptions, 0);
    return { rate: deliveries / seconds, processor: ((processorMs(server.pid) - before) * 1_000) / messages };
  } finally {
    for (const peer of all) peer.stop();
  }
}

/** Every server in turn; the first turn only warms up. @returns runs by server */
async function inTurns(servers, measure) {
  const runs = new Map(servers.map((server) => [server, []]));
  for (let turn = 0; turn <= TURNS; turn += 1) {
    for (const server of servers) {
      const run = await measure(server);
      if (turn > 0) runs.get(server).push(run);
    }
  }
  return runs;
}

async function throughput(broker, nats) {
  const bare = nats && { ...nats, name: 'NATS, its client alone' };
  const runs = await inTurns([broker, nats, bare].filter(Boolean), (server) => (
    server === bare ? carry(server, MESSAGES, [{ role: 'bareNatsCount' }], 'bareNatsPublish') : carry(server, MESSAGES, [{}])));
  const row = (server, least) => [server.name, `${figure(medianOf(runs.get(server), 'rate'))}/s`, us(medianOf(runs.get(server), 'processor')), least];
  const rate = medianOf(runs.get(broker), 'rate');
  const share = nats && shareOf(runs.get(broker), runs.get(bare), 'rate');
  return {
    title: `One publisher to one subscriber, ${figure(MESSAGES)} messages of ${BYTES} bytes, median of ${TURNS} runs in turn`,
    columns: ['through', 'arrived', 'processor of the server, a message', 'wanted'],
    rows: [
      row(broker, `${wanted(rate, 250_000)}/s${nats ? `; ${wanted(share, 0.5)} of the client alone: ${times(share)}` : ''}`),
      ...[nats, bare].filter(Boolean).map((server) => row(server, '')),
    ],
    notes: ['Publisher, subscriber and server are a process each. The publisher flushes when it is told that there is no room. Every message is checked to come once and in order.', ...(nats ? [] : ['No nats-server here to compare with.'])],
  };
}

async function latency(broker, nats, relay) {
  const targets = [
    { name: broker.name, orders: [{ role: 'listen', url: broker.url }, { role: 'speak', url: broker.url }] },
    { name: relay.name, orders: [{ role: 'bareListen', path: relay.path }, { role: 'bareSpeak', path: relay.path }] },
    ...(nats ? [{ name: nats.name, orders: [{ role: 'listen', url: nats.url }, { role: 'speak', url: nats.url }] }] : []),
  ];
  const runs = await inTurns(targets, async ({ orders: [listen, speak] }) => {
    const listener = await startPeer({ ...listen, ...PACE });
    const speaker = await startPeer({ ...speak, ...PACE, bytes: BYTES });
    try {
      const { latencies } = await listener.result;
      return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
    } finally {
      listener.stop();
      speaker.stop();
    }
  });
  const [own, bare] = targets.map((target) => runs.get(target));
  const share = shareOf(own, bare, 'p99');
  return {
    title: `From publisher to subscriber, ${figure(PACE.perSecond)} messages a second of ${BYTES} bytes, median of ${TURNS} runs of ${PACE.seconds} s in turn`,
    columns: ['through', 'p50', 'p99', 'p99 of the bare relay', 'wanted'],
    rows: targets.map((target, at) => {
      const mine = runs.get(target);
      return [target.name, us(medianOf(mine, 'p50')), us(medianOf(mine, 'p99')), times(shareOf(mine, bare, 'p99')), at === 0 ? `at most ${atMost(share, 2)}` : ''];
    }),
  };
}

async function fanOut(broker, nats) {
  const each = SUBSCRIBERS / PROCESSES;
  const shapes = [
    { name: 'a connection each', reader: { connections: each, subscriptions: each } },
    { name: 'a connection for each process', reader: { connections: 1, subscriptions: each } },
  ];
  const rows = [];
  for (const { name, reader } of shapes) {
    const runs = await inTurns([broker, nats].filter(Boolean), (server) => carry(server, FAN_MESSAGES, Array(PROCESSES).fill(reader)));
    for (const [server, mine] of runs) {
      const rate = medianOf(mine, 'rate');
      rows.push([name, server.name, `${figure(rate)}/s`, server === broker ? `${wanted(rate, 800_000)}/s` : '']);
    }
  }
  return {
    title: `One publisher to ${SUBSCRIBERS} subscribers in ${PROCESSES} processes, ${figure(FAN_MESSAGES)} messages of ${BYTES} bytes, median of ${TURNS} runs in turn`,
    columns: ['subscribers have', 'through', 'deliveries', 'wanted'],
    rows,
    notes: ['None lost: every subscriber checks that every message comes once and in order.'],
  };
}

async function stalledSubscriber() {
  const broker = await startBroker();
  const sleeper = await startPeer({ role: 'sleep', path: broker.path });
  const readings = [];
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const { rate } = await carry(broker, STALLED_MESSAGES, [{}]);
    readings.push({ rate, memory: residentMiB(broker.pid) });
  }
  sleeper.stop();
  await broker.stop();
  const [first, ...later] = readings;
  const growth = Math.max(...later.map(({ memory }) => memory)) - first.memory;
  return {
    title: `A subscriber that does not read, beside one that does: ${TURNS + 1} times ${figure(STALLED_MESSAGES)} messages`,
    columns: ['', 'at first', 'at most, later', 'wanted'],
    rows: [
      ['memory of the broker', `${figure(first.memory)} MiB`, `${figure(first.memory + growth)} MiB`, `${figure(16)} MiB more${growth <= 16 ? '' : ' (missed)'}`],
      ['the other one still gets', `${figure(first.rate)}/s`, `${figure(median(later.map(({ rate }) => rate)))}/s`, 'all, in order'],
    ],
  };
}

export default async function bus() {
  const [broker, nats, relay] = [await startBroker(), await startNats(), await startRelay()];
  const tables = [await throughput(broker, nats), await latency(broker, nats, relay), await fanOut(broker, nats)];
  await Promise.all([broker, nats, relay].filter(Boolean).map((server) => server.stop()));
  return [...tables, await stalledSubscriber()];
}
