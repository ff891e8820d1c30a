import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ATTACKS } from './hostile-page.js';

/** A site on another port of the host, as a decoy is one: serves a page that tries what a page can, and remembers what browsers tell it. */
export class HostileSite {
  readonly heard: { url: string; headers: IncomingHttpHeaders }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HostileSite> {
    const server = createServer();
    const site = new HostileSite(server);
    server.on('request', (request, response) => {
      site.heard.push({ url: request.url ?? '', headers: request.headers });
      response.setHeader('content-type', request.url === '/evil.js' ? 'text/javascript' : 'text/html');
      response.end(request.url === '/evil.js' ? ATTACKS : '<!doctype html><title>A decoy</title><script src="/evil.js"></script>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
