import { existsSync, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteTable } from './route-table.js';

/** Paths that are never the page, whatever a browser accepts. */
const NOT_THE_PAGE = ['/api/', '/health', '/metrics'];
const YEAR_MS = 365 * 24 * 3600 * 1000;

function filesBelow(root: string): Set<string> {
  if (!existsSync(root)) return new Set();
  return new Set(readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => file.split(sep).join('/')));
}

function fileOf(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return '';
  }
}

/** Serves the built web page; unknown paths that a browser opens are the page's own and get its index. */
export function serveWebSite(instance: FastifyInstance, root: string, routes: RouteTable): void {
  const files = filesBelow(root);
  if (files.size > 0) void instance.register(fastifyStatic, { root, serve: false });

  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = request.url.split('?', 1)[0]!;
    const file = fileOf(path);
    // Vite puts a digest of the content into the names of these.
    if (file.startsWith('assets/') && files.has(file)) return reply.sendFile(file, { maxAge: YEAR_MS, immutable: true });
    if (file !== 'index.html' && files.has(file) && file.includes('.')) return reply.sendFile(file, { maxAge: 0 });
    const wantsPage = path === '/' || (request.headers.accept ?? '').includes('text/html');
    if (!files.has('index.html') || !wantsPage || NOT_THE_PAGE.some((prefix) => path.startsWith(prefix))) throw routes.missing(request);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  };
  instance.route({ method: ['GET', 'HEAD'], url: '/*', config: { access: 'public' }, handler: answer });
}
