import { capture } from './events.mjs';
import { design, started, topology } from './mazes.mjs';

/** Everything the fake server knows. Open streams are functions that take (event, data, id). */
export const world = { mazes: [], events: [], streams: new Map(), eventStreams: new Set() };

export function send(maze, event, data) {
  for (const stream of world.streams.get(maze.id) ?? []) stream(event, data, maze.eventSeq);
}

export function status(maze, to, reason = null) {
  const from = maze.status;
  maze.eventSeq += 1;
  Object.assign(maze, { status: to, statusReason: reason, statusChangedAt: new Date().toISOString() });
  const row = { seq: maze.eventSeq, version: maze.version, type: 'status', payload: { from, to, reason }, actor: 'admin', at: maze.statusChangedAt };
  maze.journal = [...(maze.journal ?? []), row];
  send(maze, 'status', row);
}

export function tell(maze, host) {
  send(maze, 'decky.state', { deckyId: host.id, state: host.state, lastError: host.lastError, endpoints: host.endpoints });
}

/** Starts the deckies one after the other; `stepMs` 0 means that it never goes on, to look at the middle of it. */
export function deploy(maze, stepMs) {
  status(maze, 'deploying');
  maze.engineHost = 'localhost';
  let index = 0;
  const step = () => {
    const host = maze.deckies[index];
    if (maze.status !== 'deploying') return;
    if (host === undefined) return status(maze, 'active');
    started(maze, host, index);
    tell(maze, host);
    const after = maze.deckies[index + 1];
    if (after !== undefined) {
      after.state = 'starting';
      tell(maze, after);
    }
    index += 1;
    send(maze, 'deploy.progress', { running: index, total: maze.deckies.length });
    setTimeout(step, stepMs);
  };
  setTimeout(step, stepMs);
}

export function teardown(maze) {
  status(maze, 'tearing_down');
  setTimeout(() => {
    for (const host of maze.deckies) {
      Object.assign(host, { state: 'stopped', endpoints: [] });
      tell(maze, host);
    }
    status(maze, 'torn_down');
  }, 1500);
}

export function touch(maze) {
  const event = capture(maze);
  world.events.push(event);
  for (const stream of world.eventStreams) stream(event);
  send(maze, 'attacker.observed', { deckyId: event.deckyId, deckyName: event.deckyName, srcIp: event.srcIp, service: event.service, eventType: event.eventType, at: event.at });
}

function live(maze, past) {
  maze.deckies.forEach((host, index) => started(maze, host, index));
  for (let count = past; count > 0; count -= 1) world.events.push(capture(maze, new Date(Date.now() - count * 41_000)));
}

/** The mazes to look at: small and large, healthy and not. */
export function fill() {
  const generated = (seed) => ({ generatorConfig: { seed, depth: 4, branchingFactor: 3, deckiesPerLanMin: 1, deckiesPerLanMax: 3, bridgeForwardProbability: 0.8, crossEdgeProbability: 0.1, subnetBase: '172.16.0.0/12' } });
  const small = topology('branch-office', design({ lans: 3, perLan: [2, 3], forward: 0.5, seed: 7 }), { status: 'active', engineHost: 'localhost', version: 4, eventSeq: 9 });
  const large = topology('harbour', design({ lans: 30, perLan: [2, 5], seed: 11 }), { status: 'active', engineHost: 'localhost', version: 1, eventSeq: 6, ...generated(11) });
  const huge = topology('metropolis', design({ lans: 100, perLan: [8, 12], seed: 3 }), generated(3));
  const ill = topology('hospital', design({ lans: 6, perLan: [1, 3], seed: 5 }), { status: 'degraded', statusReason: 'decky-004 does not start', lastError: 'decky-004: port 22022 is in use', engineHost: 'localhost', version: 2, eventSeq: 12, ...generated(5) });
  const broken = topology('mill-by-hand', design({ lans: 4, perLan: [1, 2], seed: 9 }), { version: 17, eventSeq: 44 });
  world.mazes.push(small, large, huge, ill, broken);
  live(small, 5);
  live(large, 60);
  live(ill, 3);
  Object.assign(ill.deckies[3], { state: 'failed', lastError: 'listen EADDRINUSE 127.16.0.5:22022', endpoints: [] });
  Object.assign(ill.deckies[5], { state: 'degraded', lastError: 'http does not answer' });
  const orphan = broken.lans[3].id;
  broken.edges = broken.edges.filter((edge) => edge.lanId !== orphan || edge.isHome).filter((edge) => !broken.edges.some((home) => home.deckyId === edge.deckyId && home.lanId === orphan && !edge.isHome));
  for (const state of ['failed', 'torn_down', 'tearing_down', 'deploying']) world.mazes.push(topology(`exercise-${state.replace('_', '-')}`, design({ lans: 3, perLan: [1, 2], seed: 2 }), { status: state, ...generated(2) }));
}

export function issues(maze) {
  if (maze.name !== 'mill-by-hand') return [];
  return [
    { severity: 'warning', code: 'IMPLAUSIBLE_MIX', message: `${maze.deckies[1].name}: a printer does not speak ssh`, target: { kind: 'decky', id: maze.deckies[1].id, field: 'services' } },
    { severity: 'error', code: 'DMZ_ORPHAN', message: `${maze.lans[3].name} has no way to the DMZ`, target: { kind: 'lan', id: maze.lans[3].id } },
    { severity: 'error', code: 'SUBNET_TAKEN', message: `${maze.lans[1].name}: ${maze.lans[1].subnet} belongs to the maze harbour`, target: { kind: 'lan', id: maze.lans[1].id, field: 'subnet' } },
  ];
}
