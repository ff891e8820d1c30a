import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus, type Envelope } from '@decnet/bus';
import { type BusServer, describeWith, natsServer } from '@decnet/testing';
import { runProgram, Running } from '../../../test/program.js';
import { Stage } from '../../../test/stage.js';

let folder: string;
let running: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decnet-cli-bus-'));
  running = [];
});
afterEach(async () => {
  for (const each of running) each.signal('SIGKILL');
  await Promise.all(running.map((each) => each.exited));
  rmSync(folder, { recursive: true, force: true });
});

const start = (...args: string[]): Running => {
  const one = new Running([...args, '--data-dir', folder], { HOME: folder });
  running.push(one);
  return one;
};
const decnet = (...args: string[]) => runProgram([...args, '--data-dir', folder], { HOME: folder });

/** What a `sub` printed for a message that we go on publishing until it does: nobody is told when it stands. */
async function firstLine(sub: Running, url: string, payload: unknown): Promise<string> {
  const bus = connectBus(url, () => undefined);
  const again = setInterval(() => bus.publishSafely('topology.7.status', 'status', payload), 50);
  const [line] = await sub.printed(/^.+$/m);
  clearInterval(again);
  await bus.close();
  return line;
}

describe('decnet bus', () => {
  it('runs the broker beside the data folder, and refuses to run a second', async () => {
    const broker = start('bus');
    await broker.printed(/The bus is at unix:\S+\/bus\.sock;/);
    expect(decnet('bus')).toMatchObject({ code: 1, stderr: `decnet: another broker answers on ${folder}/bus.sock\n` });
    broker.signal('SIGINT');
    expect(await broker.exited).toBe(0);
  });

  it('shows what goes through it, for people and for scripts, until Ctrl-C', async () => {
    await start('bus').printed(/The bus is at/);
    const people = start('bus', 'sub', 'topology.>');
    const url = `unix:${folder}/bus.sock`;
    expect(await firstLine(people, url, { to: 'a\u001b[2Jb' })).toMatch(/^\S+Z {2}topology\.7\.status {2}status {2}\{"to":"a\\+u001b\[2Jb"\}$/);
    const script = start('bus', 'sub', 'topology.>', '--json');
    const envelope = JSON.parse(await firstLine(script, url, { n: 1 })) as Envelope;
    expect(envelope).toMatchObject({ v: 1, topic: 'topology.7.status', type: 'status', payload: { n: 1 } });

    expect(decnet('bus', 'pub', 'topology.7.changed', '{"n": 2}')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse((await script.printed(/^.*topology\.7\.changed.*$/m))[0])).toMatchObject({ type: 'changed', payload: { n: 2 } });
    for (const each of [people, script]) each.signal('SIGINT');
    expect(await Promise.all([people.exited, script.exited])).toEqual([0, 0]);
  });

  it('is there on an agent, too', () => {
    expect(runProgram(['bus', 'pub', '--help'], { HOME: folder, DECNET_MODE: 'agent' })).toMatchObject({ code: 0, stdout: expect.stringContaining('<topic> <json>') });
  });

  it('says unreachable when nobody answers, and who', async () => {
    const stage = new Stage();
    for (const args of [['sub', '>'], ['pub', 'a', '{}']]) {
      expect(await stage.play('bus', ...args, '--bus-url', 'unix:/nowhere/s')).toEqual({ code: 3, out: '', err: 'decnet: the bus at /nowhere/s cannot be reached (ENOENT)' });
    }
    stage.clear();
  });

  it.each([
    ['a payload that is no JSON', ['pub', 'a', '{']],
    ['a wildcard in a topic', ['pub', 'a.*', '{}']],
    ['a pattern that is none', ['sub', 'a..b']],
    ['no topic', ['pub']],
    ['a command that there is not', ['frobnicate']],
    ['a bus of one process', ['sub', '>', '--bus-url', 'memory:']],
    ['a URL that is none', ['sub', '>', '--bus-url', 'tcp://x']],
  ])('says misuse for %s', async (_what, args) => {
    const stage = new Stage();
    const { code, out, err } = await stage.play('bus', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
    stage.clear();
  });
});

describeWith('nats', 'decnet bus over NATS', (executable) => {
  let server: BusServer;
  beforeEach(async () => { server = await (await natsServer(executable, 's3cret')).start(); });
  afterEach(() => server.remove());

  it('sees what another host published, and publishes', async () => {
    const sub = new Running(['bus', 'sub', '>'], { HOME: folder, DECNET_BUS_URL: server.url });
    running.push(sub);
    expect(await firstLine(sub, server.url, { n: 1 })).toContain('{"n":1}');
    expect(runProgram(['bus', 'pub', 'a.b', '"over there"'], { HOME: folder, DECNET_BUS_URL: server.url })).toMatchObject({ code: 0, stderr: '' });
    await sub.printed(/a\.b {2}b {2}"over there"/);
  });
});
