import { randomUUID } from 'node:crypto';

/** Small repeatable generator of numbers in [0, 1). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const KINDS = [
  ['linux-server', ['ssh', 'http']], ['web-server', ['http', 'ssh']], ['database-server', ['ssh']], ['mail-server', ['ssh', 'http']], ['printer', ['http']],
  ['devops-host', ['ssh', 'http']], ['iot-device', ['http']], ['monitoring-node', ['ssh', 'http']], ['voip-server', ['ssh', 'http']], ['industrial-control', ['http']],
];

export function lan(index, subnet) {
  return { id: randomUUID(), name: `lan-${String(index).padStart(2, '0')}`, subnet, isDmz: index === 0, x: null, y: null, width: null, height: null };
}

export function decky(index, archetype, services) {
  return {
    id: randomUUID(), name: `decky-${String(index).padStart(3, '0')}`, archetype, services,
    serviceConfig: services.includes('ssh') ? { ssh: { user: 'ops', password: 'letmein' } } : {},
    isGateway: index === 1, forwardsL3: false, x: null, y: null, state: 'pending', lastError: null, endpoints: [],
  };
}

/** A maze that looks like the product's own: a tree of LANs with bridges up, and a few cross links. */
export function design({ lans: wanted, perLan: [min, max], forward = 0.8, cross = 0.1, seed = 1 }) {
  const random = numbers(seed);
  const lans = [lan(0, '172.16.0.0/24')];
  const deckies = [decky(1, 'linux-server', ['ssh', 'http'])];
  const next = new Map();
  const edges = [];
  const attach = (host, network, isHome) => {
    const count = (next.get(network.id) ?? 1) + 1;
    next.set(network.id, count);
    edges.push({ id: randomUUID(), deckyId: host.id, lanId: network.id, ip: network.subnet.replace(/0\/24$/, String(count)), isHome });
  };
  attach(deckies[0], lans[0], true);
  for (let index = 1; index < wanted; index += 1) {
    const network = lan(index, `172.16.${index}.0/24`);
    const parent = lans[Math.floor((index - 1) / 2.3)];
    lans.push(network);
    const residents = Array.from({ length: min + Math.floor(random() * (max - min + 1)) }, () => {
      const [archetype, services] = KINDS[Math.floor(random() * KINDS.length)];
      const host = decky(deckies.length + 1, archetype, services);
      deckies.push(host);
      attach(host, network, true);
      return host;
    });
    residents[0].forwardsL3 = random() < forward;
    attach(residents[0], parent, false);
    const far = lans[Math.floor(random() * index)];
    if (residents.length > 1 && far !== parent && random() < cross) attach(residents[1], far, false);
  }
  return { lans, deckies, edges };
}

let counter = 0;

export function topology(name, parts, patch = {}) {
  counter += 1;
  const at = new Date(Date.now() - counter * 47 * 60_000).toISOString();
  return {
    id: randomUUID(), name, mode: 'unihost', targetHostId: null, generatorConfig: null, status: 'pending', statusReason: null, statusChangedAt: at, version: 1, eventSeq: 1,
    needsResync: false, lastError: null, engineHost: null, createdAt: at, createdBy: 'admin', ...parts, ...patch,
  };
}

export function summary({ lans, deckies, edges, ...own }) {
  return { ...own, lanCount: lans.length, deckyCount: deckies.length, edgeCount: edges.length };
}

export function whole(maze) {
  return { ...summary(maze), lans: maze.lans, deckies: maze.deckies, edges: maze.edges };
}

/** As if the engine had started this decky. */
export function started(maze, host, index) {
  const home = maze.edges.find((edge) => edge.deckyId === host.id && edge.isHome);
  const network = maze.lans.find(({ id }) => id === home.lanId);
  const endpoints = host.services.map((service) => ({ service, lan: network.name, address: `127.16.${Math.floor(index / 200)}.${(index % 200) + 2}`, port: service === 'ssh' ? 22022 : 28080, protocol: 'tcp' }));
  Object.assign(host, { state: 'running', lastError: null, endpoints });
}
