import { nextIp } from '../allocation/addresses.js';
import { nextSubnet } from '../allocation/subnets.js';
import { DEFAULT_ARCHETYPE } from '../catalog/index.js';
import type { OpContext } from './ops/types.js';
import type { Maze } from './types.js';

/** What a maze drawn by hand begins with: a DMZ, and in it a gateway that answers to ssh. @throws DomainError POOL_EXHAUSTED */
export function blankMaze({ newId, takenRanges, subnetBase }: OpContext): Maze {
  const unplaced = { x: null, y: null };
  const lan = { id: newId(), name: 'dmz', subnet: nextSubnet(subnetBase, takenRanges), isDmz: true, ...unplaced, width: null, height: null };
  const decky = {
    id: newId(), name: 'gateway', archetype: DEFAULT_ARCHETYPE, services: ['ssh'], serviceConfig: {}, isGateway: true, forwardsL3: false, ...unplaced,
  };
  return { lans: [lan], deckies: [decky], edges: [{ id: newId(), deckyId: decky.id, lanId: lan.id, ip: nextIp(lan.subnet, []), isHome: true }] };
}
