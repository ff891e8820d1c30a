import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeckyObservation, DeploymentPlan } from '@decnet/domain';
import { echoKit } from '../conformance/echo-kit.js';
import { LineClient } from '../conformance/line-client.js';
import { occupyPort } from '../conformance/occupy.js';
import { sketchPlan, type DeckySketch } from '../conformance/plans.js';
import { EmbeddedEngine } from './embedded-engine.js';

const PORT = 7_600;
const planOf = (sketches: Partial<DeckySketch>[], topologyId = 'maze'): DeploymentPlan => (
  sketchPlan(topologyId, 'echo', sketches.map((sketch, at) => ({ name: `d${at}`, host: at + 2, port: PORT, ...sketch })), (lan) => `10.75.${lan}.0/24`)
);

describe('EmbeddedEngine', () => {
  let stateDir: string;
  const engines: EmbeddedEngine[] = [];
  const clients: LineClient[] = [];
  const logged: unknown[] = [];

  async function open(directory = stateDir): Promise<EmbeddedEngine> {
    const engine = await EmbeddedEngine.open({ stateDir: directory, kit: echoKit(), log: (...line) => logged.push(line) });
    engines.push(engine);
    return engine;
  }

  async function visit(decky: DeckyObservation | undefined): Promise<LineClient> {
    const client = await LineClient.open(decky!.endpoints[0]!);
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    logged.length = 0;
    stateDir = await mkdtemp(join(tmpdir(), 'decnet-embedded-'));
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(engines.splice(0).map((engine) => engine.close()));
    await rm(stateDir, { recursive: true });
  });

  it('carries a LAN on the block with its octets two to four', async () => {
    const engine = await open();
    const { deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{ lans: [3] }]) });
    expect(deckies['id-d0']!.endpoints).toEqual([{ service: 'echo', lan: 'lan-3', address: '127.75.3.2', port: PORT, protocol: 'tcp' }]);
  });

  it('keeps out of the way of another install on this host, and stays where it is after a restart', async () => {
    const other = await open();
    await other.apply({ scope: 'theirs', epoch: 1, plan: planOf([{}]) });
    const ours = join(stateDir, 'ours');
    const engine = await open(ours);
    const before = await engine.apply({ scope: 'ours', epoch: 1, plan: planOf([{}]) });
    expect(before.deckies['id-d0']!.endpoints).toMatchObject([{ address: '127.224.0.2', port: PORT }]);
    await engine.close();
    await other.close();
    expect((await (await open(ours)).apply({ scope: 'ours', epoch: 1, plan: planOf([{}]) })).deckies).toEqual(before.deckies);
  });

  it('moves to port + 20000 beside a wildcard listener, says so, and shows handlers the port that was planned', async () => {
    const daemon = createServer();
    await new Promise<void>((resolve) => daemon.listen({ host: '0.0.0.0', port: PORT }, () => resolve()));
    const engine = await open();
    const { deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{}, {}]) });
    expect(deckies['id-d0']).toMatchObject({ state: 'running', endpoints: [{ address: '127.75.0.2', port: PORT + 20_000 }] });
    const inside = await visit(deckies['id-d0']);
    expect(await inside.ask('whoami')).toBe(`127.0.0.1 > 10.75.0.2:${PORT}`);
    expect(await inside.ask(`hop 10.75.0.3 ${PORT}`)).toBe(`from 10.75.0.2: 10.75.0.2 > 10.75.0.3:${PORT}`);
    await new Promise((resolve) => daemon.close(resolve));
  });

  it('answers datagrams', async () => {
    const engine = await open();
    const { deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{ services: [{ slug: 'echo', port: PORT, protocol: 'udp' }] }]) });
    const { address, port, protocol } = deckies['id-d0']!.endpoints[0]!;
    expect(protocol).toBe('udp');
    const socket = createSocket('udp4');
    const answer = new Promise<string>((resolve) => socket.once('message', (message) => resolve(message.toString())));
    socket.send('hello', port, address);
    expect(await answer).toBe(`127.0.0.1 > 10.75.0.2:${PORT}`);
    socket.close();
    await engine.teardown({ scope: 'maze', epoch: 1 });
  });

  it.each([
    ['that this build does not have', { slug: 'gopher', port: PORT }, /^gopher: there is no such service/],
    ['that does not speak a protocol of its ports', { slug: 'deaf', port: PORT, protocol: 'udp' as const }, /^deaf: nothing answers on 7600\/udp/],
  ])('fails a decky with a service %s', async (_what, service, reason) => {
    const engine = await open();
    const result = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{ services: [service] }, {}]) });
    expect(result).toMatchObject({ complete: false, deckies: { 'id-d0': { state: 'failed', lastError: expect.stringMatching(reason) as string }, 'id-d1': { state: 'running' } } });
  });

  it('calls a decky degraded when only some of its services run', async () => {
    const free = await occupyPort(PORT + 1);
    const engine = await open();
    const services = [{ slug: 'echo', port: PORT }, { slug: 'deaf', port: PORT + 1 }];
    const { deckies, complete } = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{ services }]) });
    expect(complete).toBe(false);
    expect(deckies['id-d0']).toMatchObject({ state: 'degraded', endpoints: [{ service: 'echo' }], lastError: expect.stringMatching(/^deaf on 10.75.0.2: port 7601: .*27601/) as string });
    await free();
  });

  it('keeps the sessions of a decky whose other service changes', async () => {
    const engine = await open();
    const plan = (port: number): DeploymentPlan => planOf([{ services: [{ slug: 'echo', port: PORT }, { slug: 'deaf', port }] }]);
    const { deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: plan(PORT + 1) });
    const inside = await visit(deckies['id-d0']);
    await inside.ask('before');
    await engine.apply({ scope: 'maze', epoch: 1, plan: plan(PORT + 2) });
    expect(await inside.ask('after')).toBe('echo after');
  });

  it('ends one connection when a handler breaks, nothing else, and logs none of its words as a message', async () => {
    const engine = await open();
    const { deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: planOf([{}]) });
    const [victim, bystander] = [await visit(deckies['id-d0']), await visit(deckies['id-d0'])];
    await bystander.ask('before');
    expect(await victim.ask('throw secret')).toBeUndefined();
    await victim.closed;
    expect(await bystander.ask('after')).toBe('echo after');
    expect(logged).toEqual([['warn', expect.not.stringContaining('secret'), expect.objectContaining({ decky: 'd0' })]]);
  });

  it('is the same machine after teardown, redeploy and restart', async () => {
    const first = await open();
    const before = await first.apply({ scope: 'maze', epoch: 1, plan: planOf([{}]) });
    const key = await (await visit(before.deckies['id-d0'])).ask('key');
    await first.teardown({ scope: 'maze', epoch: 1 });
    await first.close();
    const after = await (await open()).apply({ scope: 'maze', epoch: 1, plan: planOf([{}]) });
    expect(await (await visit(after.deckies['id-d0'])).ask('key')).toBe(key);
  });

  it('closes everything with the engine, also in the middle of an apply', async () => {
    const engine = await open();
    const plan = planOf(Array.from({ length: 60 }, () => ({})));
    const seen: string[] = [];
    const apply = engine.apply({ scope: 'maze', epoch: 1, plan }, (changed) => {
      seen.push(...Object.values(changed).flatMap(({ endpoints }) => endpoints.map(({ address }) => address)));
      void engine.close();
    });
    await expect(apply).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await engine.close();
    for (let host = 2; host < 62; host += 1) await expect(LineClient.open({ address: `127.75.0.${host}`, port: PORT })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
