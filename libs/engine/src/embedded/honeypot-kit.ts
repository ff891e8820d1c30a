import { ConnectionGate, handlerFor, personaFor, seededRandom } from '@decnet/honeypots';
import type { ServiceKit } from './embedded-host.js';

/** The decoys of this product. */
export function honeypotKit(): ServiceKit {
  return {
    handlerFor,
    personaFor: ({ secret, scope, decky }) => (
      personaFor({ installSecret: secret, topologyId: scope, decky: decky.deckyId, archetype: decky.archetype, name: decky.name })
    ),
    randomFor: seededRandom,
    gateFor: (log) => new ConnectionGate(log),
  };
}
