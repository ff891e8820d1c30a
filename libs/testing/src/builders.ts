import { randomUUID } from 'node:crypto';
import type { Change, Decky, Edge, Lan, Maze } from '@decnet/domain';
import type { LanRange, NewCapturedEvent, NewTopology } from '@decnet/persistence';

export function aTopology(overrides: Partial<NewTopology> = {}): NewTopology {
  const id = overrides.id ?? randomUUID();
  return { id, name: `maze ${id.slice(0, 8)}`, mode: 'unihost', targetHostId: null, generatorConfig: null, createdBy: 'tester', ...overrides };
}

export function aLan(overrides: Partial<Lan> = {}): Lan {
  return { id: randomUUID(), name: 'lan-00', subnet: '10.0.0.0/24', isDmz: false, x: null, y: null, width: null, height: null, ...overrides };
}

export function aDecky(overrides: Partial<Decky> = {}): Decky {
  return {
    id: randomUUID(), name: 'decky-001', archetype: 'linux-server', services: ['ssh'], serviceConfig: {}, isGateway: false, forwardsL3: false,
    x: null, y: null, ...overrides,
  };
}

export function anEdge(decky: Decky, lan: Lan, overrides: Partial<Edge> = {}): Edge {
  return { id: randomUUID(), deckyId: decky.id, lanId: lan.id, ip: lan.subnet.replace(/\d+\/\d+$/, '2'), isHome: true, ...overrides };
}

/** LANs in a row, the first the DMZ, each with that many deckies at home in it. At most 65,536 LANs of at most 253 deckies. */
export function aMaze(size: { lans?: number; deckiesPerLan?: number } = {}): Maze {
  const lans: Lan[] = [];
  const deckies: Decky[] = [];
  const edges: Edge[] = [];
  for (let l = 0; l < (size.lans ?? 1); l += 1) {
    const lan = aLan({ name: `lan-${String(l).padStart(2, '0')}`, subnet: `10.${l >> 8}.${l & 255}.0/24`, isDmz: l === 0 });
    lans.push(lan);
    for (let d = 0; d < (size.deckiesPerLan ?? 1); d += 1) {
      const decky = aDecky({ name: `decky-${String(deckies.length + 1).padStart(3, '0')}` });
      deckies.push(decky);
      edges.push(anEdge(decky, lan, { ip: lan.subnet.replace(/\d+\/\d+$/, String(d + 2)) }));
    }
  }
  return { lans, deckies, edges };
}

/** What adding a decky with a home comes to. */
export function addingDecky(decky: Decky, lan: Lan, ip?: string): Change[] {
  return [{ type: 'decky.added', after: decky }, { type: 'edge.added', after: anEdge(decky, lan, ip === undefined ? {} : { ip }) }];
}

/** The n-th /24 of 10.0.0.0/8 as a range for a LAN. */
export function aRange(n: number, lanId: string = randomUUID()): LanRange {
  const first = 0x0a000000 + n * 256;
  return { lanId, first, last: first + 255 };
}

export function aCapturedEvent(topologyId: string, overrides: Partial<NewCapturedEvent> = {}): NewCapturedEvent {
  return {
    id: randomUUID(), at: new Date().toISOString(), topologyId, deckyId: randomUUID(), deckyName: 'decky-001', lan: 'lan-00', service: 'ssh',
    sessionId: randomUUID(), eventType: 'login', srcIp: '192.0.2.7', srcPort: 40_000, dstIp: '10.0.0.2', dstPort: 22, outcome: 'failure',
    user: 'root', secret: 'toor', command: null, request: null, bytes: null, data: null, ...overrides,
  };
}
