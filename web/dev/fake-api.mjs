// Serves web/dist with a fake API behind it, to look at the page without the product: `node web/dev/fake-api.mjs [port] [--empty] [--quiet] [--trouble]`, after `npm run build`.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { whole } from './fake/mazes.mjs';
import { fillQueue, isOpen, queueOf } from './fake/mutations.mjs';
import { find, Refusal, ROUTES, userOf } from './fake/routes.mjs';
import { fill, touch, world } from './fake/world.mjs';

const DIST = new URL('../dist', import.meta.url).pathname;
const port = Number(process.argv[2] ?? 8010);
const flags = new Set(process.argv.slice(3));
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.txt': 'text/plain' };
/** The product's policy, so that the page is never looked at under a laxer one. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function sendJson(response, status, body) {
  response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json', 'retry-after': '30' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function openStream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': hello\n\n');
  return (event, data, id) => response.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
}

function mazeStream(id, response) {
  const maze = find(id);
  const write = openStream(response);
  write('snapshot', { ...whole(maze), mutations: queueOf(maze).filter(isOpen) }, maze.eventSeq);
  const streams = world.streams.get(id) ?? new Set();
  world.streams.set(id, streams.add(write));
  response.on('close', () => streams.delete(write));
}

function eventStream(request, url, response) {
  const write = openStream(response);
  const wanted = url.searchParams.get('topologyId');
  const deliver = (event) => { if (event.topologyId === wanted) write('captured', event, event.seq); };
  const after = Number(request.headers['last-event-id'] ?? Infinity);
  world.events.filter(({ seq }) => seq > after).forEach(deliver);
  world.eventStreams.add(deliver);
  response.on('close', () => world.eventStreams.delete(deliver));
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

async function api(request, url, response) {
  const path = url.pathname.slice('/api/v1'.length);
  const body = await readBody(request);
  const user = path === '/auth/login' ? null : userOf(request);
  if (path === '/events/stream') return eventStream(request, url, response);
  const streamOf = /^\/topologies\/([\w-]+)\/events$/.exec(path);
  if (streamOf !== null) return mazeStream(streamOf[1], response);
  for (const [method, pattern, status, handle] of ROUTES) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (match === null) continue;
    if (method !== 'GET' && user?.role === 'viewer' && !path.startsWith('/auth')) throw new Refusal(403, 'FORBIDDEN', 'viewers change nothing');
    return sendJson(response, status, handle({ id: match[1], part: match[2], body, query: url.searchParams, user }));
  }
  throw new Refusal(404, 'NOT_FOUND', 'no such route');
}

function page(url, response) {
  const file = join(DIST, url.pathname);
  const found = file.startsWith(DIST) && extname(file) !== '' && existsSync(file) ? file : join(DIST, 'index.html');
  response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
  createReadStream(found).pipe(response);
}

if (!flags.has('--empty')) {
  fill();
  fillQueue(world.mazes.find(({ name }) => name === 'branch-office'), { ended: 130, waiting: 0 });
  fillQueue(world.mazes.find(({ name }) => name === 'harbour'), { ended: 20, waiting: 12 });
}
if (!flags.has('--quiet')) setInterval(() => world.mazes.filter(({ status }) => status === 'active').forEach((maze) => { if (Math.random() < 0.7) touch(maze); }), 1700);

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return page(url, response);
  api(request, url, response).catch((error) => sendJson(response, error.statusCode ?? 500, error.body ?? { status: 500, code: 'INTERNAL', title: 'INTERNAL', detail: String(error) }));
}).listen(port, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${port}\n`));
