import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, RouteHandlerMethod } from 'fastify';
import type { RouteTable } from '@decnet/platform';
import { buildDocument } from './document.js';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>DECNET API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const START = "window.ui = SwaggerUIBundle({ url: '/api/docs-json', dom_id: '#swagger-ui', deepLinking: false });\n";

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const ASSETS = { 'swagger-ui.css': 'text/css; charset=utf-8', 'swagger-ui-bundle.js': JAVASCRIPT } as const;

/** The documentation library brings the page's files along; they come from our own address, as the page's policy demands. */
function assetFolder(): string {
  const fromSwagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
}

async function sendAsset(reply: FastifyReply, name: keyof typeof ASSETS): Promise<FastifyReply> {
  return reply.type(ASSETS[name]).header('cache-control', 'max-age=86400').send(await readFile(join(assetFolder(), name)));
}

/** `/api/docs-json` and a page that shows it. The document is built when somebody first asks. */
export function serveDocs(app: NestFastifyApplication, routes: RouteTable): void {
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const serve = (url: string, handler: RouteHandlerMethod): void => {
    instance.route({ method: 'GET', url, config: { access: 'public' }, handler });
  };
  let document: Promise<string> | undefined;
  serve('/api/docs-json', async (_request, reply) => {
    document ??= buildDocument(app, routes).then((built) => JSON.stringify(built));
    return reply.type('application/json; charset=utf-8').send(await document);
  });
  serve('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  serve('/api/docs/start.js', (_request, reply) => reply.type(JAVASCRIPT).send(START));
  for (const name of Object.keys(ASSETS) as (keyof typeof ASSETS)[]) serve(`/api/docs/${name}`, (_request, reply) => sendAsset(reply, name));
}
