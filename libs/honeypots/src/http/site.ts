import { randomBytes } from 'node:crypto';
import { CredentialPolicy } from '../credentials.js';
import type { ServiceContext } from '../handler.js';
import { seededRandom } from '../persona/derive.js';
import { header, type Head } from './message.js';
import { triedInBody, type Tried } from './credentials.js';
import { dashboardPage, indexPage, loginPage } from './pages.js';
import type { Document, Page, Resource } from './web-server.js';

const MAX_SESSIONS = 100;
const DAY = 86_400_000;

/** What the web server of one decky has to show: a front page, and an application with a login form. */
export class Site {
  private readonly title: string;
  private readonly policy: CredentialPolicy;
  private readonly sessions = new Set<string>();
  private index: Document | null = null;

  constructor(private readonly context: ServiceContext) {
    const { title } = context.config;
    this.title = typeof title === 'string' ? title : `${context.persona.hostname} intranet`;
    this.policy = new CredentialPolicy(context.config, 'admin');
  }

  /** Who tries to log in with this request, if anybody does. */
  triedBy(head: Head, body: Buffer): Tried | null {
    return head.method === 'POST' ? triedInBody(body, header(head.headers, 'content-type')) : null;
  }

  accepts({ user, secret }: Tried): boolean {
    return this.policy.accepts(user, secret);
  }

  resource(head: Head, tried: Tried | null, accepted: boolean): Resource {
    switch (head.path) {
      case '/': case '/index.html': return this.front();
      case '/login': return this.login(head, tried, accepted);
      case '/dashboard': return this.dashboard(head);
      default: return { kind: 'missing' };
    }
  }

  private front(): Document {
    this.index ??= { kind: 'document', body: Buffer.from(indexPage(this.title)), modified: this.installedAt() };
    return this.index;
  }

  private login(head: Head, tried: Tried | null, accepted: boolean): Resource {
    if (!['GET', 'HEAD', 'POST'].includes(head.method)) return page(405, 'Method Not Allowed');
    if (head.method !== 'POST' || !tried) return page(200, loginPage(this.title, null));
    if (!accepted) return page(200, loginPage(this.title, 'Invalid username or password.'));
    const session = randomBytes(16).toString('hex');
    if (this.sessions.size >= MAX_SESSIONS) this.sessions.delete([...this.sessions][0]!);
    this.sessions.add(session);
    return page(302, '', [['Location', '/dashboard'], ['Set-Cookie', `session=${session}; Path=/; HttpOnly`]]);
  }

  private dashboard({ headers }: Head): Page {
    const session = /(?:^|;\s*)session=([0-9a-f]{32})(?:;|$)/.exec(header(headers, 'cookie') ?? '')?.[1];
    if (session === undefined || !this.sessions.has(session)) return page(302, '', [['Location', '/login']]);
    return page(200, dashboardPage(this.title, this.context.persona.hostname));
  }

  /** When somebody set the page up: some days after the system was installed, a while ago. */
  private installedAt(): Date {
    const random = seededRandom(this.context.persona.seed, 'http index');
    return new Date(Date.UTC(2023, 1, 6, 7, 0, 0) + random.int(300) * DAY + random.int(36_000) * 1_000);
  }
}

function page(status: number, body: string, headers: Page['headers'] = []): Page {
  return { kind: 'page', status, body, headers };
}
