import { ByteInput } from '../connection/byte-input.js';
import type { Reporter } from '../events/reporter.js';
import type { Connection, ServiceContext } from '../handler.js';
import { readBody, type Body } from './body.js';
import { loginFields, triedInHeaders } from './credentials.js';
import { readHead } from './grammar.js';
import { hasToken, isRefusal, wantsMore, type Head, type Refusal } from './message.js';
import type { Site } from './site.js';
import type { Answer, WebServer } from './web-server.js';

/** A server that refuses a large body reads on for so long, so that the refusal arrives. */
const LINGER_MS = 5_000;

/** All requests of one connection. */
export class Exchange {
  private readonly input: ByteInput;
  private served = 0;

  constructor(
    private readonly context: ServiceContext, private readonly server: WebServer, private readonly site: Site,
    private readonly connection: Connection, private readonly reporter: Reporter,
  ) {
    this.input = new ByteInput(connection.socket);
  }

  async run(): Promise<void> {
    const { socket } = this.connection;
    for (let open = true; open && !socket.destroyed;) {
      const next = await this.within(this.served === 0 ? this.server.headMs : this.server.keepAliveMs, () => readHead(this.input, this.server.grammar));
      if (next === null) return;
      open = isRefusal(next.result) ? await this.refuse(next.seen, next.result) : await this.answer(next.seen, next.result);
      this.served += 1;
    }
  }

  private async refuse(seen: string, refusal: Refusal): Promise<boolean> {
    const answer = this.server.refuse(refusal);
    this.reporter.report('request', { request: seen.trimEnd(), outcome: 'failure', data: { status: answer.status } });
    this.connection.socket.write(this.server.write(answer, { line: refusal.line ?? null, headers: [], keepsOpen: false, served: this.served }, this.context.clock.now()));
    if (answer.status === 413) await this.within(LINGER_MS, async () => { while (await this.input.some(65_536)); return null; });
    return false;
  }

  private async answer(seen: string, head: Head): Promise<boolean> {
    const { clock, random } = this.context;
    const wanted = head.path === '/login' && head.method === 'POST';
    if (head.version === 11 && hasToken(head.headers, 'expect', '100-continue') && (wanted || this.server.alwaysContinues)) {
      this.connection.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
    const body = await this.within(this.server.headMs, () => readBody(this.input, head, this.server.grammar));
    if (body === null || (body.broken && this.connection.socket.readableEnded)) return false;
    const tried = this.site.triedBy(head, body.kept);
    const accepted = tried !== null && wanted && this.site.accepts(tried);
    const offered = triedInHeaders(head.headers);
    if (offered) this.reporter.report('login', loginFields(offered, false, 'basic'));
    if (tried) {
      this.reporter.report('login', loginFields(tried, accepted, 'form'));
      // A password is hashed before it is compared; an application takes its time for that.
      if (wanted) await clock.sleep(80 + random.int(120));
    }
    return this.send(seen, head, body, this.server.respond(head, this.site.resource(head, tried, accepted), body.broken));
  }

  private send(seen: string, head: Head, body: Body, answer: Answer): boolean {
    const keepsOpen = wantsMore(head) && !body.broken && !answer.closes && this.served + 1 < this.server.maxRequests;
    const bytes = this.server.write(answer, { line: head, headers: head.headers, keepsOpen, served: this.served }, this.context.clock.now());
    this.reporter.report('request', {
      request: seen.trimEnd(), outcome: answer.status < 400 ? 'success' : 'failure', bytes: body.bytes,
      data: {
        method: head.method, path: head.path, version: (head.version / 10).toFixed(1), status: answer.status, headers: head.headers.map(([name, value]) => [name, value]),
        ...(body.bytes > 0 ? { bodySha256: body.sha256, body: body.kept.toString('utf8') } : {}),
      },
    });
    this.connection.socket.write(bytes);
    return keepsOpen;
  }

  /** Null when the time is over; then the connection is at its end too, and with it whatever was still waiting. */
  private async within<T>(ms: number, work: () => Promise<T>): Promise<T | null> {
    const over = new AbortController();
    const expired = this.context.clock.sleep(ms, over.signal).then(() => null);
    try {
      return await Promise.race([work(), expired]);
    } finally {
      over.abort();
    }
  }
}
