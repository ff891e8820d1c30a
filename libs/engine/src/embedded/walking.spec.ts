import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:net';
import type { DeckyStates } from '../port.js';
import { echoKit } from '../conformance/echo-kit.js';
import { LineClient } from '../conformance/line-client.js';
import { sketchPlan, type DeckySketch } from '../conformance/plans.js';
import { EmbeddedEngine } from './embedded-engine.js';

const PORT = 7_500;
const subnetOf = (lan: number): string => `10.76.${lan}.0/24`;
/** `bridge` forwards between DMZ and LAN 1, `diode` stands in LANs 1 and 2 and does not; nothing leads to LAN 9. */
const SKETCHES: DeckySketch[] = [
  { name: 'gate', host: 2, port: PORT },
  { name: 'bridge', host: 3, port: PORT, lans: [1, 0], forwardsL3: true },
  { name: 'deep', host: 4, port: PORT, lans: [1] },
  { name: 'diode', host: 5, port: PORT, lans: [2, 1] },
  { name: 'vault', host: 6, port: PORT, lans: [2], services: [{ slug: 'echo', port: PORT, protocol: 'udp' }] },
  { name: 'lonely', host: 7, port: PORT, lans: [9] },
];

describe('walking the maze', () => {
  let stateDir: string;
  let engine: EmbeddedEngine;
  let deckies: DeckyStates;
  let outside: Server;
  let touched = 0;
  const inside = new Map<string, LineClient>();

  /** What a decky answers to a line typed into it from outside. */
  async function at(decky: string, line: string): Promise<string | undefined> {
    const client = inside.get(decky) ?? await LineClient.open(deckies[`id-${decky}`]!.endpoints.find(({ protocol }) => protocol === 'tcp')!);
    inside.set(decky, client);
    return client.ask(line);
  }

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'decnet-walking-'));
    engine = await EmbeddedEngine.open({ stateDir, kit: echoKit() });
    ({ deckies } = await engine.apply({ scope: 'maze', epoch: 1, plan: sketchPlan('maze', 'echo', SKETCHES, subnetOf) }));
    outside = createServer(() => { touched += 1; });
    await new Promise<void>((resolve) => outside.listen({ host: '0.0.0.0', port: PORT + 1 }, () => resolve()));
  });

  afterAll(async () => {
    await Promise.all([...inside.values()].map((client) => client.close()));
    await engine.close();
    await new Promise((resolve) => outside.close(resolve));
    await rm(stateDir, { recursive: true });
  });

  it('shows a visitor from outside as who he is, and the decky at its address in the maze', async () => {
    expect(await at('deep', 'whoami')).toBe(`127.0.0.1 > 10.76.1.4:${PORT}`);
  });

  it('shows a visitor from another decky at that decky\'s address in the maze', async () => {
    const visitor = await LineClient.open(deckies['id-deep']!.endpoints[0]!, deckies['id-gate']!.endpoints[0]!.address);
    expect(await visitor.ask('whoami')).toBe(`10.76.0.2 > 10.76.1.4:${PORT}`);
    await visitor.close();
  });

  it.each([
    ['gate', '10.76.0.3', '10.76.0.2', 'to a neighbour'],
    ['gate', '10.76.1.4', '10.76.0.2', 'through a forwarding bridge, without translation'],
    ['gate', '10.76.1.3', '10.76.0.2', 'to the far side of that bridge'],
    ['deep', '10.76.0.2', '10.76.1.4', 'back'],
    ['bridge', '10.76.0.2', '10.76.0.3', 'from the LAN that the way leaves by'],
    ['bridge', '10.76.1.4', '10.76.1.3', 'from the other LAN, the other way'],
    ['deep', '10.76.1.4', '10.76.1.4', 'to itself'],
  ])('leads %s to %s as %s: %s', async (from, to, source) => {
    expect(await at(from, `hop ${to} ${PORT}`)).toBe(`from ${source}: ${source} > ${to}:${PORT}`);
  });

  it.each([
    ['gate', '10.76.2.5', 'behind a bridge that does not forward'],
    ['gate', '10.76.9.7', 'in a LAN without a way'],
    ['gate', '10.76.0.99', 'an address that nobody has'],
    ['gate', '127.0.0.1', 'the host itself'],
    ['gate', '127.76.2.5', 'a decky by its address on the host'],
    ['gate', '0.0.0.0', 'any address'],
    ['gate', '192.0.2.1', 'the world'],
    ['gate', '::1', 'another family'],
    ['gate', 'no-such-name', 'no name'],
  ])('is silent towards %s from %s: %s', async (from, to) => {
    expect(await at(from, `hop ${to} ${PORT}`)).toBe('filtered');
    expect(await at(from, `udp ${to} ${PORT}`)).toBe('filtered');
    expect(await at(from, `ping ${to}`)).toBe('false');
  });

  it('shows a decky its own interfaces, home first', async () => {
    expect(await at('bridge', 'interfaces')).toBe('10.76.1.3/24,10.76.0.3/24');
  });

  it('never touches what else listens on this host', async () => {
    const own = Object.values(networkInterfaces()).flat().flatMap((address) => (address?.family === 'IPv4' ? [address.address] : []));
    for (const address of [...own, '10.76.0.3', 'localhost', '127.76.0.3']) expect(await at('gate', `hop ${address} ${PORT + 1}`)).toMatch(/filtered|refused/);
    expect(touched).toBe(0);
  });

  it('refuses a port on which a reachable decky has nothing', async () => {
    expect(await at('gate', `hop 10.76.1.4 ${PORT + 7}`)).toBe('refused');
    expect(await at('gate', `udp 10.76.1.4 ${PORT}`)).toBe('refused');
  });

  it('carries datagrams, and pings what is there', async () => {
    expect(await at('diode', `udp 10.76.2.6 ${PORT}`)).toBe(`10.76.2.5 > 10.76.2.6:${PORT}`);
    expect(await at('gate', 'ping 10.76.1.4')).toBe('true');
  });

  it('knows names, with the address that is nearest to the one who asks', async () => {
    expect(await at('gate', 'resolve bridge')).toBe('10.76.0.3');
    expect(await at('deep', 'resolve bridge')).toBe('10.76.1.3');
    expect(await at('gate', 'resolve DEEP')).toBe('10.76.1.4');
    expect(await at('gate', 'resolve nobody')).toBe('null');
    expect(await at('gate', `hop deep ${PORT}`)).toBe(`from 10.76.0.2: 10.76.0.2 > 10.76.1.4:${PORT}`);
  });
});
