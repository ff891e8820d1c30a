import { DomainError } from '@decnet/domain';
import type { FastifyInstance } from 'fastify';
import { authorise, type TokenVerifier } from '../access/index.js';
import type { Config } from '../config/index.js';
import type { Metrics } from '../health/index.js';
import { requestContext, type Logger } from '../logger/index.js';
import { createHostCheck } from './host-check.js';
import { checkInput } from './input-check.js';
import { checkMediaType } from './media-types.js';
import type { RouteTable } from './route-table.js';
import { SECURITY_HEADERS } from './security-headers.js';

export interface HookParts {
  config: Config;
  verifier: TokenVerifier;
  routes: RouteTable;
  metrics: Metrics;
  logger: Logger;
}

/** In this order: known host, known route, who you are, what you may do, media type. The body is not read before all of it. */
function addAdmission(instance: FastifyInstance, { config, verifier, routes }: HookParts): void {
  const checkHost = createHostCheck(config);
  let stopping = false;
  instance.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  instance.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'private, no-cache');
    if (stopping) throw new DomainError('UNAVAILABLE', 'the server is stopping');
    checkHost(request.headers.host);
    const verdict = request.routeOptions.config.access;
    if (request.is404 || !verdict) throw routes.missing(request);
    request.principal = await authorise(request, verdict, verifier);
    checkMediaType(request);
  });
}

function addContext(instance: FastifyInstance): void {
  // After the body: its arrival runs in the context of the socket, where one set earlier would be lost.
  instance.addHook('preValidation', (request, _reply, done) => {
    try {
      checkInput(request);
    } catch (error) {
      done(error as Error);
      return;
    }
    const actor = request.principal?.username;
    requestContext.run({ requestId: request.id, ...(actor !== undefined && { actor }) }, done);
  });
}

function addRecords(instance: FastifyInstance, { metrics, logger }: HookParts): void {
  instance.addHook('onResponse', (request, reply, done) => {
    const { method, url, principal } = request;
    const route = request.routeOptions.url ?? 'none';
    const isStream = String(reply.raw.getHeader('content-type')).startsWith('text/event-stream');
    if (!isStream) metrics.observe(method, route, reply.statusCode, reply.elapsedTime / 1000);
    const quiet = method === 'GET' && reply.statusCode < 400;
    logger[quiet ? 'debug' : 'info']('request', {
      requestId: request.id, method, path: url.split('?', 1)[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...(principal && { actor: principal.username }),
    });
    done();
  });
}

export function addRequestHooks(instance: FastifyInstance, parts: HookParts): void {
  instance.decorateRequest('principal', null);
  addAdmission(instance, parts);
  addContext(instance);
  addRecords(instance, parts);
}
