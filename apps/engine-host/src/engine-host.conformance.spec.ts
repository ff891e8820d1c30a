import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient, loadConformance } from '@decnet/engine';
import { ECHO_HOST, killHost, startHost } from '../test/host-process.js';

const { describeEngine, LineClient, occupyPort } = await loadConformance();

describeEngine('EngineClient with an engine host', async ({ stepDelayMs = 0 } = {}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'decnet-host-'));
  const host = await startHost(ECHO_HOST, [dataDir, String(stepDelayMs)]);
  const engine = new EngineClient(host.ready.socket);
  return {
    engine,
    breakDecky: ({ services }) => occupyPort(services[0]!.ports[0]!.port),
    provoke: async (scope, { deckyId }, text) => {
      const { scopes } = await engine.observe(scope);
      const client = await LineClient.open(scopes[0]!.deckies[deckyId]!.endpoints[0]!);
      await client.ask(text);
      await client.close();
    },
    dispose: async () => {
      await killHost(host);
      await rm(dataDir, { recursive: true });
    },
  };
}, { service: 'echo', sockets: true, subnetOf: (lan) => `10.78.${lan}.0/24`, basePort: 7_300 });
