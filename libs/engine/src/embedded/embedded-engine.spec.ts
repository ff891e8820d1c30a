import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoKit } from '../conformance/echo-kit.js';
import { describeEngine } from '../conformance/engine-conformance.js';
import { LineClient } from '../conformance/line-client.js';
import { occupyPort } from '../conformance/occupy.js';
import { EmbeddedEngine } from './embedded-engine.js';

describeEngine('EmbeddedEngine', async ({ stepDelayMs } = {}) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'decnet-embedded-'));
  const engine = await EmbeddedEngine.open({ stateDir, kit: echoKit(), beforeStep: stepDelayMs ? () => sleep(stepDelayMs) : undefined });
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
      await engine.close();
      await rm(stateDir, { recursive: true });
    },
  };
}, { service: 'echo', sockets: true, subnetOf: (lan) => `10.77.${lan}.0/24`, basePort: 7_100 });
