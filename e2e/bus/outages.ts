import { setTimeout as delay } from 'node:timers/promises';
import { connectBus, type BusService } from '@decnet/bus';
import type { TopologyResponse, WorkerListResponse, WorkerResponse } from '@decnet/contract';
import { type BusServer, type FreshDatabase } from '@decnet/testing';
import { ApiProcess } from '../support/api-process.js';
import { EventReader } from '../support/event-reader.js';
import { eventually } from '../support/eventually.js';

const EDITS = 500;
/** Half of what finds a change that no message announced. */
const BY_MESSAGE_MS = 1_000;
/** While it stands still, edits take their time, so that it does so for seconds; a request that waited for the bus would wait for all of them. */
const STALLED_PACE_MS = 30;
const ANSWERED_WITHIN_MS = 1_000;
/** Of everybody in a process about the bus, for all that is done to it here. */
const MOST_LINES = 16;

/** What happens to the bus, and before which edit. */
const PLAN = new Map<number, 'kill' | 'start' | 'stall' | 'resume'>([[100, 'kill'], [150, 'start'], [200, 'stall'], [300, 'resume'], [350, 'kill'], [400, 'start']]);

/** Two APIs on one database and one bus: what a stream sees, and what becomes of requests, whatever happens to the bus. */
export function describeOutages(makeDatabase: () => Promise<FreshDatabase>, makeServer: () => Promise<BusServer>): void {
  let database: FreshDatabase;
  let server: BusServer;
  let near: ApiProcess;
  let far: ApiProcess;
  let load: { stop(): Promise<void> };

  beforeAll(async () => {
    [database, server] = await Promise.all([makeDatabase(), makeServer()]);
    await server.start();
    near = await new ApiProcess(database.url, server.url).start();
    far = await new ApiProcess(database.url, server.url).start();
    load = publishSteadily(connectBus(server.url, () => undefined));
    await hearEachOther();
  }, 120_000);
  afterAll(async () => {
    await load?.stop();
    await Promise.all([near?.remove(), far?.remove()]);
    await server?.remove();
    await database?.drop();
  });

  const apis = async (at: ApiProcess): Promise<WorkerResponse[]> => (await at.admin.get<WorkerListResponse>('/workers')).body.data.filter(({ worker, state }) => worker === 'api' && state === 'alive');
  const watch = (at: ApiProcess, id: string): Promise<EventReader> => EventReader.open(`${at.url}/api/v1/topologies/${id}/events`, at.admin.token!);

  /** Each has heard the other since then. */
  async function hearEachOther(since = 0): Promise<void> {
    const heard = async (): Promise<true | null> => {
      const lists = await Promise.all([apis(near), apis(far)]);
      return lists.every((list) => list.filter(({ lastSeenAt }) => Date.parse(lastSeenAt) >= since).length === 2) ? true : null;
    };
    await eventually('the APIs hear each other', 30_000, heard);
  }

  it('what one writes is seen at once by the streams of both', async () => {
    const { id } = await near.admin.maze('/topologies/blank', { name: 'seen by both' });
    const readers = await Promise.all([near, far].map((at) => watch(at, id)));
    await Promise.all(readers.map((reader) => reader.until((events) => events.length > 0)));
    for (const writer of [near, far, near, far]) {
      const before = readers.map(({ events }) => events.length);
      await writer.admin.post(`/topologies/${id}/lans`, {});
      await Promise.all(readers.map((reader, at) => reader.until((events) => events.length > before[at]!, BY_MESSAGE_MS)));
    }
    await Promise.all(readers.map((reader) => reader.close()));
  });

  it('whoever carries the messages is among the workers, if it is ours', async () => {
    const found = await eventually('the broker', 15_000, async () => {
      const { data } = (await far.admin.get<WorkerListResponse>('/workers')).body;
      return server.url.startsWith('nats:') || data.some(({ worker, pid, state }) => worker === 'bus' && pid === server.pid && state === 'alive') ? data : null;
    });
    expect(found.filter(({ worker }) => worker !== 'bus').map(({ worker }) => worker)).toEqual(['api', 'api']);
  });

  it('killed twice and stopped once under load: no request fails or waits, streams lose nothing, logs stay short, all come back', async () => {
    const maze = await near.admin.maze('/topologies/blank', { name: 'through it all' });
    const readers = await Promise.all([near, far].map((at) => watch(at, maze.id)));
    await Promise.all(readers.map((reader) => reader.until((events) => events.length > 0)));
    const linesBefore = [near, far].map(busLines);
    const { latencies, statuses } = await edit(maze);

    expect(statuses).toEqual(new Map([[201, EDITS]]));
    latencies.sort((a, b) => a - b);
    console.log(`${EDITS} edits: p50 ${latencies[EDITS / 2]!.toFixed(1)} ms, p99 ${latencies[Math.floor(EDITS * 0.99)]!.toFixed(1)} ms, slowest ${latencies.at(-1)!.toFixed(1)} ms`);
    expect(latencies.at(-1)).toBeLessThan(ANSWERED_WITHIN_MS);
    for (const reader of readers) {
      await reader.until((events) => events.filter(({ event }) => event === 'lan.added').length >= EDITS);
      const seqs = reader.events.filter(({ event }) => event === 'lan.added').map((event) => Number(event.id));
      expect(seqs).toEqual(Array.from({ length: EDITS }, (_, n) => maze.eventSeq + 1 + n));
      await reader.close();
    }
    await hearEachOther(Date.now());
    const lines = [near, far].map((each, at) => busLines(each) - linesBefore[at]!);
    expect(Math.max(...lines)).toBeLessThanOrEqual(MOST_LINES);
    expect(Math.min(...lines)).toBeGreaterThan(0);
  }, 120_000);

  it('while it stands still, the API is ready, says what is worse, and says so soon', async () => {
    server.stall();
    const since = performance.now();
    const answer = await fetch(`${near.url}/health/ready`);
    const tookMs = performance.now() - since;
    const body = await answer.json() as { checks: Record<string, object> };
    server.resume();
    expect([answer.status, body.checks['bus']]).toMatchObject([200, { state: 'degraded', reason: expect.stringContaining('seen some seconds later') as string }]);
    expect(tookMs).toBeLessThan(ANSWERED_WITHIN_MS);
    await eventually('the bus works again', 10_000, async () => {
      const { checks } = await (await fetch(`${near.url}/health/ready`)).json() as { checks: Record<string, { state: string }> };
      return checks['bus']?.state === 'up' ? true : null;
    });
  });

  it('one that ends is gone for the other at once', async () => {
    const { pid } = far;
    expect(await far.stop()).toBe(0);
    const list = await eventually('it is gone', 5_000, async () => {
      const { data } = (await near.admin.get<WorkerListResponse>('/workers')).body;
      return data.some((each) => each.pid === pid && each.state === 'gone') ? data : null;
    });
    expect(list.find(({ pid: other }) => other === near.pid)?.state).toBe('alive');
  });

  /** One edit after the other, by one of the two in turn, while it happens to the bus. */
  async function edit({ id }: TopologyResponse): Promise<{ latencies: number[]; statuses: Map<number, number> }> {
    const latencies: number[] = [];
    const statuses = new Map<number, number>();
    let stalled = false;
    for (let n = 0; n < EDITS; n += 1) {
      const happening = PLAN.get(n);
      if (happening) await server[happening]();
      if (happening === 'stall' || happening === 'resume') stalled = happening === 'stall';
      const since = performance.now();
      const { status } = await (n % 2 ? near : far).admin.post(`/topologies/${id}/lans`, {});
      latencies.push(performance.now() - since);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (stalled) await delay(STALLED_PACE_MS);
    }
    return { latencies, statuses };
  }
}

/** A thousand messages a second that concern nobody. */
function publishSteadily(bus: BusService): { stop(): Promise<void> } {
  const timer = setInterval(() => { for (let n = 0; n < 20; n += 1) bus.publishSafely('load.steady', 'load', 'x'.repeat(200)); }, 20);
  return { stop: () => { clearInterval(timer); return bus.close(); } };
}

const busLines = ({ log }: ApiProcess): number => log.filter((line) => / bus /.test(line)).length;
