import { createHash } from 'node:crypto';
import type { CredentialPolicy } from '../credentials.js';
import type { Reporter } from '../events/reporter.js';
import type { ServiceContext } from '../handler.js';
import type { OpenClient } from './library.js';
import { limitCompression, sayGoodbye } from './manners.js';

/** `MaxAuthTries` */
const MAX_FAILURES = 6;
/** Requests that a client may send ahead; sshd reads the next when it has answered the last. */
const MAX_AHEAD = 16;
/** What is offered with `PasswordAuthentication yes` and `ChallengeResponseAuthentication no`. */
const METHODS = ['publickey', 'password'];

type MethodData = null | string | { newPassword?: string; oldPassword?: string; keyAlgo?: string; key?: Buffer } | readonly string[];

/** The part of a session in which the client says who it is. */
export class LoginDialogue {
  private account: { user: string; service: string } | null = null;
  private attempts = 0;
  private failures = 0;
  private ahead = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: OpenClient, private readonly context: ServiceContext, private readonly policy: CredentialPolicy,
    private readonly reporter: Reporter, private readonly onLogin: (user: string) => void,
  ) {
    client._protocol._handlers.USERAUTH_REQUEST = ((_: unknown, user: string, service: string, method: string, data: MethodData) => this.request(user, service, method, data)) as never;
  }

  private request(user: string, service: string, method: string, data: MethodData): void {
    this.ahead += 1;
    if (this.ahead > MAX_AHEAD) {
      this.client.end();
      return;
    }
    this.turn = this.turn.then(async () => {
      await this.attempt(user, service, method, data);
      this.ahead -= 1;
    }).catch((error: unknown) => {
      // The other side went away in the middle; whatever else it was ends this connection only.
      this.context.log('a login was broken off', error);
      this.client.end();
    });
  }

  private async attempt(user: string, service: string, method: string, data: MethodData): Promise<void> {
    if (this.isOver()) return;
    this.account ??= { user, service };
    if (this.account.user !== user || this.account.service !== service) {
      sayGoodbye(this.client, `Change of username or service not allowed: (${this.account.user},${this.account.service}) -> (${user},${service})`);
      return;
    }
    this.attempts += 1;
    const success = service === 'ssh-connection' && method === 'password' && typeof data === 'string' && this.policy.accepts(user, data);
    await this.context.clock.sleep(this.duration(method, success));
    if (this.isOver()) return;
    this.tell(user, method, data, success);
    if (success) this.letIn(user);
    else this.refuse(method);
  }

  private letIn(user: string): void {
    this.client.authenticated = true;
    this.client._protocol.authSuccess();
    limitCompression(this.client._protocol);
    this.onLogin(user);
    this.client.emit('ready');
  }

  private refuse(method: string): void {
    if (this.attempts > 1 || method !== 'none') this.failures += 1;
    if (this.failures >= MAX_FAILURES) sayGoodbye(this.client, 'Too many authentication failures');
    else this.client._protocol.authFailure(METHODS);
  }

  /** A right password costs a hash; after a wrong one PAM waits two seconds, give or take. */
  private duration(method: string, success: boolean): number {
    const { random } = this.context;
    if (success) return 40 + random.int(60);
    if (method === 'password') return 1_500 + random.int(1_000);
    return method === 'none' ? 0 : 5 + random.int(10);
  }

  private tell(user: string, method: string, data: MethodData, success: boolean): void {
    if (method === 'none') return;
    const outcome = success ? 'success' : 'failure';
    if (method === 'publickey') {
      const { keyAlgo, key } = data as { keyAlgo?: string; key?: Buffer };
      const fingerprint = key ? `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}` : undefined;
      this.reporter.report('login', { user, outcome, data: { method, keyType: keyAlgo, fingerprint } });
      return;
    }
    const secret = typeof data === 'string' ? data : (data as { oldPassword?: string } | null)?.oldPassword;
    this.reporter.report('login', { user, outcome, ...(method === 'password' && secret !== undefined ? { secret } : {}), data: { method } });
  }

  private isOver(): boolean {
    return this.client.authenticated || (this.client._sock as { destroyed: boolean; writableEnded: boolean }).writableEnded || (this.client._sock as { destroyed: boolean }).destroyed;
  }
}
