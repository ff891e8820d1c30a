import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectBus } from '@decnet/bus';
import { type BusServer, unixBroker } from '@decnet/testing';
import { Inbox } from '../../../libs/bus/test/inbox.js';
import { RawClient } from '../../../libs/bus/test/raw-client.js';

const MAIN = resolve(import.meta.dirname, '../../../dist/apps/bus/src/main.js');
const pathOf = ({ url }: BusServer): string => url.slice('unix:'.length);

/** Runs one more to its end. */
function run(env: Record<string, string>): { code: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8', timeout: 20_000 });
  return { code: status, err: stderr };
}

describe('the broker as a process', () => {
  let broker: BusServer;
  let started: BusServer[];
  const start = (settings?: Record<string, string>): Promise<BusServer> => {
    broker = unixBroker(settings);
    started.push(broker);
    return broker.start();
  };
  beforeEach(() => { started = []; });
  afterEach(() => Promise.all(started.map((each) => each.remove())));

  it('has a socket that its owner and its group may use, and says once when that group is not there', async () => {
    await start({ DECNET_BUS_GROUP: 'no-such-group' });
    expect(statSync(pathOf(broker)).mode & 0o777).toBe(0o660);
    await RawClient.open(pathOf(broker)).then(({ socket }) => socket.destroy());
    expect(broker.lines.filter((line) => line.includes('there is no group no-such-group'))).toHaveLength(1);
  });

  it('gives it to the group that is named', async () => {
    // One that every Debian has and that is not our own.
    const [name, , id] = readFileSync('/etc/group', 'utf8').split('\n').find((line) => line.startsWith('nogroup:'))!.split(':');
    if (process.getuid!() !== 0) return;
    await start({ DECNET_BUS_GROUP: name! });
    expect(statSync(pathOf(broker))).toMatchObject({ gid: Number(id) });
    expect(statSync(pathOf(broker)).mode & 0o777).toBe(0o660);
  });

  it('refuses a second one on a live socket, also on one that stands still, and the first lives on', async () => {
    await start();
    const settings = { DECNET_BUS_URL: broker.url };
    expect(run(settings)).toEqual({ code: 1, err: `decnet: another broker answers on ${pathOf(broker)}\n` });
    broker.stall();
    expect(run(settings).code).toBe(1);
    broker.resume();
    const bus = connectBus(broker.url, () => undefined);
    expect(await bus.flush()).toBe(true);
    await bus.close();
  });

  it('replaces the socket of a dead one, and takes its own away when it ends', async () => {
    await start();
    await broker.kill();
    expect(existsSync(pathOf(broker))).toBe(true);
    await broker.start();
    const exited = new Promise((ended) => setInterval(() => { if (!existsSync(pathOf(broker))) ended(null); }, 20).unref());
    process.kill(broker.pid, 'SIGTERM');
    await exited;
  });

  it('leaves a file that is no socket alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'decnet-bus-'));
    const file = join(folder, 'precious');
    writeFileSync(file, 'words');
    expect(run({ DECNET_BUS_URL: `unix:${file}` })).toMatchObject({ code: 1, err: expect.stringContaining(file) });
    expect(readFileSync(file, 'utf8')).toBe('words');
    rmSync(folder, { recursive: true });
  });

  it.each(['memory:', 'null:', 'nats://user:hunter2@127.0.0.1:4222'])('has nothing to do with %s, and shows no password', (url) => {
    const { code, err } = run({ DECNET_BUS_URL: url });
    expect([code, err]).toEqual([2, 'decnet: DECNET_BUS_URL is no unix:<path>: there is no broker to run\n']);
  });

  it('says what is wrong with its settings', () => {
    expect(run({ DECNET_BUS_URL: 'tcp://x' })).toMatchObject({ code: 2, err: expect.stringContaining('DECNET_BUS_URL must be') });
  });

  it('keeps its memory while a subscriber does not read', async () => {
    await start();
    const stalled = await RawClient.open(pathOf(broker));
    await stalled.ask('SUB flood');
    stalled.socket.pause();
    const bus = connectBus(broker.url, () => undefined);
    const inbox = await Inbox.open(bus, 'flood');
    const flood = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) if (!bus.publishSafely('flood', 'x'.repeat(1_000))) await bus.flush(10_000);
      await bus.flush(10_000);
    };
    await flood(40_000);
    const before = residentMiB(broker.pid);
    await flood(120_000);
    expect(residentMiB(broker.pid) - before).toBeLessThan(16);
    expect(residentMiB(broker.pid)).toBeLessThan(160);
    await inbox.until(({ envelopes }) => envelopes.length === 160_000);
    expect(broker.lines.filter((line) => line.includes('messages dropped')).length).toBeGreaterThan(0);
    stalled.socket.destroy();
    await bus.close();
  });
});

function residentMiB(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) / 1024;
}
