import type { DeckyResponse, LanResponse, TopologyResponse } from '@decnet/contract';

function lan(id: string, index: number): LanResponse {
  return { id, name: `lan-0${index}`, subnet: `10.0.${index}.0/24`, isDmz: index === 0, x: null, y: null, width: null, height: null };
}

function decky(id: string, forwardsL3: boolean): DeckyResponse {
  return {
    id, name: `decky-${id}`, archetype: 'linux-server', services: ['ssh'], serviceConfig: {}, isGateway: id === 'd0', forwardsL3,
    x: null, y: null, state: 'pending', lastError: null, endpoints: [],
  };
}

/** For specs: a DMZ (l0) and two LANs behind it; d1 routes between l1 and l0, d2 stands in l2 and is merely attached to l1. */
export function aMaze(): TopologyResponse {
  return {
    id: 'm', name: 'maze', mode: 'unihost', targetHostId: null, generatorConfig: null, status: 'pending', statusReason: null,
    statusChangedAt: '2025-01-01T00:00:00.000Z', version: 10, eventSeq: 10, needsResync: false, lastError: null, engineHost: null,
    createdAt: '2025-01-01T00:00:00.000Z', createdBy: 'ana', lanCount: 3, deckyCount: 4, edgeCount: 6,
    lans: [lan('l0', 0), lan('l1', 1), lan('l2', 2)],
    deckies: [decky('d0', false), decky('d1', true), decky('d2', false), decky('d3', false)],
    edges: [
      { id: 'e0', deckyId: 'd0', lanId: 'l0', ip: '10.0.0.2', isHome: true },
      { id: 'e1', deckyId: 'd1', lanId: 'l1', ip: '10.0.1.2', isHome: true },
      { id: 'e1b', deckyId: 'd1', lanId: 'l0', ip: '10.0.0.3', isHome: false },
      { id: 'e2', deckyId: 'd2', lanId: 'l2', ip: '10.0.2.2', isHome: true },
      { id: 'e2b', deckyId: 'd2', lanId: 'l1', ip: '10.0.1.3', isHome: false },
      { id: 'e3', deckyId: 'd3', lanId: 'l1', ip: '10.0.1.4', isHome: true },
    ],
  };
}
