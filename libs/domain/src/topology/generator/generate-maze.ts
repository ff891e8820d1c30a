import type { OpContext } from '../ops/types.js';
import type { Maze } from '../types.js';
import { MazeBuilder } from './maze-builder.js';
import { Outfitter } from './outfit.js';
import type { GeneratorParameters } from './parameters.js';
import { Sfc32 } from './prng.js';
import { drawCrossTarget, drawShape } from './shape.js';

/**
 * A tree of LANs under one DMZ: each but the DMZ has a decky that joins the LAN above, and cross edges make shortcuts.
 * The same parameters and taken ranges give the same maze but for its ids; the cost is linear in the deckies.
 * @throws DomainError LIMIT, POOL_EXHAUSTED
 */
export function generateMaze(parameters: GeneratorParameters, context: OpContext): Maze {
  const { bridgeForwardProbability, crossEdgeProbability, subnetBase } = parameters;
  const random = new Sfc32(parameters.seed);
  const shape = drawShape(parameters, random);
  const builder = new MazeBuilder(subnetBase, context);
  for (let lan = 0; lan < shape.length; lan++) builder.addLan();
  const outfitter = new Outfitter(parameters, random);
  builder.addDecky(0, outfitter.gateway(), { isGateway: true, forwardsL3: random.chance(bridgeForwardProbability) });
  for (let lan = 1; lan < shape.length; lan++) {
    for (let i = 0; i < shape[lan]!.deckies; i++) builder.addDecky(lan, outfitter.next());
  }
  for (let lan = 1; lan < shape.length; lan++) {
    builder.join(random.pick(builder.residents(lan)), shape[lan]!.parent, random.chance(bridgeForwardProbability));
  }
  for (let lan = 0; lan < shape.length; lan++) {
    if (!random.chance(crossEdgeProbability)) continue;
    const target = drawCrossTarget(shape, lan, random);
    if (target !== null) builder.join(random.pick(builder.residents(lan)), target, random.chance(bridgeForwardProbability));
  }
  return builder.maze;
}
