import { design, summary, topology, whole } from './mazes.mjs';
import { counts } from './events.mjs';
import { end, enqueue, queueOf } from './mutations.mjs';
import { deploy, issues, teardown, world } from './world.mjs';

export class Refusal extends Error {
  constructor(statusCode, code, detail, more = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.body = { type: 'about:blank', title: code, status: statusCode, detail, code, ...more };
  }
}

const USERS = {
  admin: { id: 'u1', username: 'admin', role: 'admin', mustChangePassword: false, createdAt: '2025-01-01T00:00:00.000Z' },
  viola: { id: 'u2', username: 'viola', role: 'viewer', mustChangePassword: false, createdAt: '2025-01-01T00:00:00.000Z' },
  fresh: { id: 'u3', username: 'fresh', role: 'admin', mustChangePassword: true, createdAt: '2025-01-01T00:00:00.000Z' },
};

/** Every password is the user's name; `busy` is always told to wait. Tokens are `token-<name>`. */
function login({ body }) {
  if (body.username === 'busy') throw new Refusal(429, 'TOO_MANY_REQUESTS', 'too many failed logins', {});
  const user = USERS[body.username];
  if (user === undefined || (body.password !== body.username && body.password !== 'changed-password')) throw new Refusal(401, 'UNAUTHENTICATED', 'wrong name or password');
  return { accessToken: `token-${body.username}`, expiresAt: '2099-01-01T00:00:00.000Z', mustChangePassword: user.mustChangePassword, user };
}

function changePassword({ user }) {
  user.mustChangePassword = false;
  return login({ body: { username: user.username, password: 'changed-password' } });
}

export function userOf(request) {
  const user = USERS[/^Bearer token-(\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''];
  if (user === undefined) throw new Refusal(401, 'UNAUTHENTICATED', 'sign in first');
  return user;
}

function find(id) {
  const maze = world.mazes.find((one) => one.id === id);
  if (maze === undefined) throw new Refusal(404, 'NOT_FOUND', 'no such maze');
  return maze;
}

function list({ query }) {
  const found = world.mazes.filter((maze) => (!query.get('q') || maze.name.includes(query.get('q'))) && (!query.get('status') || maze.status === query.get('status')));
  const [limit, offset] = [Number(query.get('limit') ?? 50), Number(query.get('offset') ?? 0)];
  return { total: found.length, limit, offset, data: found.slice(offset, offset + limit).map(summary) };
}

function create(name, parts, patch) {
  if (world.mazes.some((maze) => maze.name === name)) throw new Refusal(409, 'NAME_TAKEN', `the name ${name} is taken`);
  const maze = topology(name, parts, { createdAt: new Date().toISOString(), statusChangedAt: new Date().toISOString(), ...patch });
  world.mazes.unshift(maze);
  return whole(maze);
}

function generate({ body }) {
  if (!/^[\d./]+$/.test(body.subnetBase)) throw new Refusal(400, 'INVALID_REQUEST', 'malformed', { errors: [{ path: 'subnetBase', message: 'must be a CIDR such as 172.16.0.0/12' }] });
  const parts = design({ lans: Math.min(60, body.depth * body.branchingFactor), perLan: [Math.max(1, body.deckiesPerLanMin), body.deckiesPerLanMax], seed: body.seed ?? 42 });
  return create(body.name, parts, { generatorConfig: { ...body, seed: body.seed ?? 42 } });
}

function startDeploy({ id }) {
  const maze = find(id);
  const found = issues(maze).filter(({ severity }) => severity === 'error');
  if (found.length > 0) throw new Refusal(422, 'VALIDATION_FAILED', 'the maze breaks rules', { issues: issues(maze) });
  deploy(maze, maze.deckies.length > 20 ? 60 : 700);
  return { id, status: maze.status, version: maze.version };
}

function statusEvents({ id }) {
  const rows = (find(id).journal ?? []).map(({ seq, payload, actor, at }) => ({ seq, ...payload, actor, at }));
  return { data: rows.reverse(), nextBefore: null };
}

function remove({ id }) {
  const maze = find(id);
  world.mazes.splice(world.mazes.indexOf(maze), 1);
}

function eventList({ query }) {
  const limit = Number(query.get('limit') ?? 50);
  const wanted = query.get('topologyId');
  return { data: world.events.filter(({ topologyId }) => !wanted || topologyId === wanted).sort((a, b) => b.seq - a.seq).slice(0, limit), nextBefore: null };
}

function startMutations({ id, body, user }) {
  const maze = find(id);
  if (!['active', 'degraded'].includes(maze.status)) throw new Refusal(409, 'NOT_EDITABLE', `a ${maze.status} maze takes no mutations`, { topologyStatus: maze.status });
  return { mutations: enqueue(maze, body.ops, user.username).map((entry) => ({ id: entry.id, seq: entry.seq, state: entry.state })), version: maze.version };
}

function mutationList({ id, query }) {
  const limit = Number(query.get('limit') ?? 50);
  const before = Number(query.get('before') ?? Infinity);
  const rows = queueOf(find(id)).filter((entry) => entry.seq < before && (!query.get('state') || entry.state === query.get('state'))).sort((a, b) => b.seq - a.seq);
  const data = rows.slice(0, limit);
  return { data, nextBefore: rows.length > limit ? data.at(-1).seq : null };
}

function cancelMutation({ id, part, user }) {
  const maze = find(id);
  const entry = queueOf(maze).find((one) => one.id === part);
  if (entry === undefined) throw new Refusal(404, 'NOT_FOUND', 'no such mutation');
  if (entry.state !== 'pending') throw new Refusal(409, 'ILLEGAL_TRANSITION', `a mutation that is ${entry.state} cannot be cancelled`, { from: entry.state, to: 'failed' });
  end(maze, entry, 'failed', `CANCELLED: taken out of the queue by ${user.username}`, user.username);
  return entry;
}

/** One of each kind; those that are alive have just been heard of. */
function workerList() {
  const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
  const worker = (name, host, pid, uptimeS, lastWork, lastSeen, state) => ({ worker: name, host, pid, uptimeS, lastWorkAt: lastWork === null ? null : ago(lastWork), lastSeenAt: ago(lastSeen), state });
  const trouble = process.argv.includes('--trouble');
  return { data: [
    worker('api', 'localhost', 4120, 93_000, 4, 3, 'alive'), worker('bus', 'localhost', 4121, 93_000, 1, 3, 'alive'), worker('collector', 'localhost', 4120, 93_000, 64, 5, 'alive'),
    worker('mutator', 'localhost', 4120, 93_000, 700, 6, 'alive'), worker('engine-host', 'localhost', 4133, 4_000, null, trouble ? 41 : 8, trouble ? 'stale' : 'alive'),
    ...(trouble ? [worker('mutator', 'a-second-host.example.org', 977, 120, 9_000, 4_000, 'gone')] : []),
  ] };
}

/** [method, pattern, status, handler]; the first group of the pattern is the maze's id, the second one that of a part of it. Only the login works without a token. */
export const ROUTES = [
  ['POST', /^\/auth\/login$/, 200, login],
  ['POST', /^\/auth\/change-password$/, 200, changePassword],
  ['POST', /^\/auth\/logout$/, 204, () => undefined],
  ['GET', /^\/topologies$/, 200, list],
  ['POST', /^\/topologies$/, 201, generate],
  ['POST', /^\/topologies\/blank$/, 201, ({ body }) => create(body.name, design({ lans: 1, perLan: [1, 1] }))],
  ['GET', /^\/topologies\/([\w-]+)$/, 200, ({ id }) => whole(find(id))],
  ['DELETE', /^\/topologies\/([\w-]+)$/, 204, remove],
  ['GET', /^\/topologies\/([\w-]+)\/validate$/, 200, ({ id }) => ({ issues: issues(find(id)) })],
  ['GET', /^\/topologies\/([\w-]+)\/export$/, 200, ({ id }) => ({ decnet: 1, name: find(id).name, lans: [], deckies: [], edges: [] })],
  ['POST', /^\/topologies\/([\w-]+)\/clone$/, 201, ({ id, body }) => create(body.name, structuredClone({ lans: find(id).lans, deckies: find(id).deckies, edges: find(id).edges }))],
  ['POST', /^\/topologies\/([\w-]+)\/deploy$/, 202, startDeploy],
  ['POST', /^\/topologies\/([\w-]+)\/teardown$/, 202, ({ id }) => { teardown(find(id)); return { id, status: find(id).status, version: find(id).version }; }],
  ['GET', /^\/topologies\/([\w-]+)\/status-events$/, 200, statusEvents],
  ['POST', /^\/topologies\/([\w-]+)\/mutations$/, 202, startMutations],
  ['GET', /^\/topologies\/([\w-]+)\/mutations$/, 200, mutationList],
  ['DELETE', /^\/topologies\/([\w-]+)\/mutations\/([\w-]+)$/, 200, cancelMutation],
  ['GET', /^\/workers$/, 200, workerList],
  ['GET', /^\/events$/, 200, eventList],
  ['GET', /^\/events\/counts$/, 200, ({ query }) => ({ data: counts(world.events.filter(({ topologyId }) => topologyId === query.get('topologyId'))) })],
];

export { find };
