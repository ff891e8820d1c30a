import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { TOKEN_VERIFIER, type TokenVerifier } from '../access/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { Metrics } from '../health/index.js';
import { Logger } from '../logger/index.js';
import { createValidationPipe, ProblemFilter } from '../problems/index.js';
import { addBodyParsers } from './body-parsers.js';
import { addGracefulClose } from './graceful-close.js';
import { addRequestHooks } from './request-hooks.js';
import { RouteTable } from './route-table.js';
import { serveWebSite } from './web-site.js';

export interface AppOptions {
  /** Folder of the built web page; without one only the API is served. */
  webRoot?: string;
}

/** Everything that holds for all routes. Call it before `app.init()`. @returns the routes, filled as they are registered */
export function configureApp(app: NestFastifyApplication, { webRoot }: AppOptions = {}): RouteTable {
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const logger = app.get(Logger);
  const routes = new RouteTable();
  routes.watch(instance);
  instance.addHook('onRoute', (route) => {
    const limit = route.config?.bodyLimitBytes;
    if (limit !== undefined) route.bodyLimit = limit;
  });
  addBodyParsers(instance);
  addGracefulClose(instance);
  addRequestHooks(instance, { config: app.get<Config>(CONFIG), verifier: app.get<TokenVerifier>(TOKEN_VERIFIER), metrics: app.get(Metrics), routes, logger });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(logger));
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  if (webRoot !== undefined) serveWebSite(instance, webRoot, routes);
  return routes;
}
