import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureApp, createAdapter, HealthRegistry, Metrics, NestLogger, type RouteTable } from '@decnet/platform';
import { WorkerAnnouncements } from '@decnet/workers';
import { ApiModule, type ApiParts } from './api.module.js';
import { busFinding } from './bus-finding.js';
import { serveDocs } from './openapi/docs-routes.js';

/** Where `npm run build` puts the page, seen from `dist/apps/api/src`. */
const WEB_ROOT = resolve(import.meta.dirname, '../../../../web/dist');

export interface ApiOptions extends ApiParts {
  /** Folder of the built page; null serves the API alone. */
  webRoot?: string | null;
}

export interface Api {
  app: NestFastifyApplication;
  /** Every route with its verdict; complete after `listen`. */
  routes: RouteTable;
  /** Starts to answer. @returns the address of the page, without a slash at the end */
  listen(): Promise<string>;
  /** Ends streams, answers what is under way, and stops. Database and bus stay open. */
  close(): Promise<void>;
}

/** The whole API in this process: REST, streams, page, documentation. */
export async function createApi({ webRoot = WEB_ROOT, ...parts }: ApiOptions): Promise<Api> {
  const { config, logger, database, bus } = parts;
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(parts), createAdapter(), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const routes = configureApp(app, webRoot === null ? {} : { webRoot });
  serveDocs(app, routes);
  const health = app.get(HealthRegistry);
  health.register('database', async () => {
    await database.ping();
    return { ok: true };
  });
  health.register('bus', () => busFinding(bus));
  const metrics = app.get(Metrics);
  app.get(WorkerAnnouncements).announce('api', () => metrics.lastAnsweredAt);
  return {
    app,
    routes,
    listen: async () => {
      await app.listen(config.port, config.host);
      const { port } = app.getHttpServer().address() as AddressInfo;
      return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    },
    close: () => app.close(),
  };
}
