import { conversation } from '../events/reporter.js';
import type { DecoyService, ServiceContext, ServiceHandler } from '../handler.js';
import { Apache } from './apache.js';
import { Exchange } from './exchange.js';
import { Nginx } from './nginx.js';
import { Site } from './site.js';
import type { WebServer } from './web-server.js';

const SLUG = 'http';

export const httpHandler: ServiceHandler = {
  slug: SLUG,
  create(context: ServiceContext): DecoyService {
    let site: Site | null = null;
    return {
      handleConnection: (connection) => conversation(context, SLUG, connection, async (reporter) => {
        site ??= new Site(context);
        await new Exchange(context, serverOf(context), site, connection, reporter).run();
      }),
    };
  },
};

/** The product that the configuration names, in the version that this machine would have; else what the machine has. */
function serverOf({ persona: { http }, config }: ServiceContext): WebServer {
  const wanted = config.server === 'nginx' ? http.nginx : config.server === 'apache' ? http.apache : http.server;
  return wanted.startsWith('Apache') ? new Apache(wanted) : new Nginx(wanted);
}
