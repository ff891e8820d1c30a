import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient, engineSocketPath, EXIT_ALREADY_RUNNING, loadConformance } from '@decnet/engine';
import { ECHO_HOST, killHost, MAIN, startHost, type HostProcess } from '../test/host-process.js';

const { LineClient, sketchPlan } = await loadConformance();
const subnet = (lan: number): string => `10.79.${lan}.0/24`;
const plan = sketchPlan('maze', 'echo', Array.from({ length: 5 }, (_, at) => ({ name: `d${at}`, host: at + 2, port: 7_400 })), subnet);

describe('engine host', () => {
  let dataDir: string;
  const hosts: HostProcess[] = [];

  async function start(program = ECHO_HOST, args: readonly string[] = [dataDir]): Promise<HostProcess & { client: EngineClient }> {
    const host = await startHost(program, args);
    hosts.push(host);
    return { ...host, client: new EngineClient(host.ready.socket) };
  }

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'decnet-host-'));
  });

  afterEach(async () => {
    await Promise.all(hosts.splice(0).map(killHost));
    await rm(dataDir, { recursive: true });
  });

  it('leaves nothing listening when it is killed, and says after its restart that nothing runs', async () => {
    const first = await start();
    const { deckies } = await first.client.apply({ scope: 'maze', epoch: 4, plan });
    const endpoints = Object.values(deckies).flatMap(({ endpoints: own }) => own);
    await killHost(first);
    await expect(first.client.observe()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    for (const endpoint of endpoints) await expect(LineClient.open(endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const second = await start();
    expect(second.ready.generation).not.toBe(first.ready.generation);
    expect(await second.client.observe()).toEqual({ generation: second.ready.generation, scopes: [] });
  });

  it('remembers epochs, addresses and events over a kill', async () => {
    const first = await start();
    const before = await first.client.apply({ scope: 'maze', epoch: 4, plan });
    const visitor = await LineClient.open(before.deckies['id-d0']!.endpoints[0]!);
    await visitor.ask('remember me');
    const { events } = await first.client.events(null, { limit: 10, waitMs: 5_000 });
    await killHost(first);
    const { client } = await start();
    await expect(client.apply({ scope: 'maze', epoch: 3, plan })).rejects.toMatchObject({ code: 'STALE_EPOCH', details: { highest: 4 } });
    expect((await client.events(null, { limit: 10, waitMs: 0 })).events).toEqual(events);
    expect(await client.apply({ scope: 'maze', epoch: 4, plan })).toEqual(before);
  });

  it('loses no event that was read, doubles none and damages none, however often it is killed while decoys talk', async () => {
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let round = 0; round < 6; round += 1) {
      const host = await start();
      const { deckies } = await host.client.apply({ scope: 'maze', epoch: 1, plan });
      const visitors = await Promise.all(Object.values(deckies).map(({ endpoints }) => LineClient.open(endpoints[0]!)));
      const chatter = visitors.map(async (visitor) => {
        for (let line = 0; await visitor.ask(`round ${round} line ${line} ${'x'.repeat(2_000)}`) !== undefined; line += 1);
      });
      for (const until = seen.size + 50; seen.size < until;) {
        const batch = await host.client.events(cursor, { limit: 20, waitMs: 5_000 });
        for (const { event } of batch.events) {
          expect(seen.has(event.id)).toBe(false);
          seen.add(event.id);
        }
        cursor = batch.cursor;
      }
      await killHost(host);
      await Promise.all(chatter);
    }
    const { client } = await start();
    for (let more = true; more;) {
      const batch = await client.events(cursor, { limit: 10_000, waitMs: 0 });
      for (const { event } of batch.events) {
        expect(seen.has(event.id)).toBe(false);
        expect(event.command).toMatch(/^round \d line \d+ x{2000}$/);
      }
      more = batch.events.length > 0;
      cursor = batch.cursor;
    }
  });

  it('is told apart as gone in the middle of an apply', async () => {
    const host = await start(ECHO_HOST, [dataDir, '50']);
    let told: () => void = () => undefined;
    const progress = new Promise<void>((resolve) => { told = resolve; });
    const apply = host.client.apply({ scope: 'maze', epoch: 1, plan }, () => told()).catch((error: unknown) => error);
    await progress;
    await killHost(host);
    expect(await apply).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });

  it('stops an apply at the caller\'s time limit', async () => {
    const host = await start(ECHO_HOST, [dataDir, '100']);
    const hasty = new EngineClient(host.ready.socket, 'embedded', { applyMs: 150 });
    await expect(hasty.apply({ scope: 'maze', epoch: 1, plan })).rejects.toMatchObject({ code: 'ENGINE_FAILED', details: { reason: 'timeout' } });
    // The teardown waits for its turn on the scope, so what it finds is where the apply really stopped.
    const { scopes } = await host.client.observe('maze');
    await host.client.teardown({ scope: 'maze', epoch: 1 });
    expect(Object.values(scopes[0]?.deckies ?? {}).filter(({ state }) => state === 'running').length).toBeLessThan(5);
  });

  it('ends within two seconds of losing its parent, with all of its listeners', async () => {
    const host = await start(ECHO_HOST, [dataDir, '0', '--parent']);
    const { deckies } = await host.client.apply({ scope: 'maze', epoch: 1, plan });
    const since = performance.now();
    host.child.stdin!.destroy();
    await host.ended;
    expect(performance.now() - since).toBeLessThan(2_000);
    await expect(LineClient.open(deckies['id-d0']!.endpoints[0]!)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends cleanly on SIGTERM: exit code 0, nothing listening, no socket left', async () => {
    const host = await start();
    const { deckies } = await host.client.apply({ scope: 'maze', epoch: 1, plan });
    const inside = await LineClient.open(deckies['id-d0']!.endpoints[0]!);
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    await inside.closed;
    expect(existsSync(engineSocketPath(dataDir))).toBe(false);
  });

  it('refuses to start beside a live one, which is not disturbed', async () => {
    const { client } = await start();
    await client.apply({ scope: 'maze', epoch: 1, plan });
    await expect(start(MAIN, ['--data', dataDir])).rejects.toMatchObject({ exit: EXIT_ALREADY_RUNNING });
    expect(await client.observe('maze')).toMatchObject({ scopes: [{ hash: plan.hash }] });
  });

  it('keeps its socket to its owner', async () => {
    const { ready } = await start(MAIN, ['--data', dataDir]);
    expect((await stat(ready.socket)).mode & 0o777).toBe(0o600);
  });

  it('runs the decoys of this product, and reports what is done to them', async () => {
    const { client } = await start(MAIN, ['--data', dataDir]);
    const web = sketchPlan('maze', 'http', [{ name: 'web', host: 2, port: 7_480 }], subnet);
    const { deckies } = await client.apply({ scope: 'maze', epoch: 1, plan: web });
    const [endpoint] = deckies['id-web']!.endpoints;
    await fetch(`http://${endpoint!.address}:${endpoint!.port}/admin`, { headers: { connection: 'close' } }).then((answer) => answer.text());
    const { events } = await client.events(null, { limit: 10, waitMs: 5_000 });
    expect(events[0]).toMatchObject({ deckyName: 'web', lan: 'lan-0', event: { service: 'http', src: { ip: '127.0.0.1' }, dst: { ip: '10.79.0.2', port: 7_480 } } });
  });

  it.each([
    ['POST', '/apply', 'nonsense', 400], ['POST', '/apply', '{"scope":"s","epoch":1}', 400], ['POST', '/teardown', '{"scope":7}', 400],
    ['GET', '/events?limit=0', undefined, 400], ['GET', '/nowhere', undefined, 404],
  ])('refuses %s %s with body %j', async (method, path, body, status) => {
    const { ready } = await start();
    const { request } = await import('node:http');
    const got = await new Promise((resolve, reject) => {
      request({ socketPath: ready.socket, method, path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once('error', reject).end(body);
    });
    expect(got).toBe(status);
  });
});

describe('EngineClient without a host', () => {
  it('says that nobody answers, also where something else listens', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'decnet-host-'));
    const client = new EngineClient(engineSocketPath(dataDir), 'embedded', { readMs: 100 });
    await expect(client.observe()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    const mute = createServer((socket) => socket.destroy()).listen(engineSocketPath(dataDir));
    await new Promise((resolve) => mute.once('listening', resolve));
    await expect(client.observe()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    await new Promise((resolve) => mute.close(resolve));
    await rm(dataDir, { recursive: true });
  });
});
