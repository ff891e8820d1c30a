import { ByteInput } from '../connection/byte-input.js';
import { CredentialPolicy } from '../credentials.js';
import { conversation, type Reporter } from '../events/reporter.js';
import type { Connection, DecoyService, ServiceContext, ServiceHandler } from '../handler.js';
import { readIdentification } from './identification.js';
import type { OpenClient } from './library.js';
import { LoginDialogue } from './login.js';
import { teachManners } from './manners.js';
import { rsaStock } from './rsa-stock.js';
import { SessionDesk } from './session-desk.js';
import { Gone, SshHost } from './ssh-host.js';

const SLUG = 'ssh';
/** `LoginGraceTime` */
const GRACE_MS = 120_000;

export const sshHandler: ServiceHandler = {
  slug: SLUG,
  create(context: ServiceContext): DecoyService {
    rsaStock.expect();
    const host = new SshHost(context);
    return { handleConnection: (connection) => conversation(context, SLUG, connection, (reporter) => serve(host, connection, reporter)) };
  },
};

async function serve(host: SshHost, connection: Connection, reporter: Reporter): Promise<Record<string, unknown>> {
  const { context } = host;
  const { socket } = connection;
  const inTime = new AbortController();
  void context.clock.sleep(GRACE_MS, inTime.signal).then(() => { if (!inTime.signal.aborted) socket.destroy(); });
  try {
    socket.write(`SSH-2.0-${context.persona.ssh.banner}\r\n`);
    const input = new ByteInput(socket);
    const identification = await readIdentification(input);
    if (identification === null) return {};
    if ('answer' in identification) {
      reporter.report('scan', { request: identification.seen, outcome: 'failure' });
      socket.write(identification.answer);
      return {};
    }
    await host.accept(socket, input.rest(), (client) => {
      teachManners(client, identification.text, context.persona.ssh.banner, reporter);
      return dialogue(host, client, connection, reporter, () => inTime.abort());
    });
    return { client: identification.text };
  } catch (error) {
    if (error instanceof Gone) return {};
    throw error;
  } finally {
    inTime.abort();
  }
}

/** Resolves when the client is gone. */
function dialogue(host: SshHost, client: OpenClient, connection: Connection, reporter: Reporter, onLogin: () => void): Promise<void> {
  return new Promise((resolve) => {
    const desk = new SessionDesk(host, client, connection, reporter);
    const over = (): void => {
      desk.close();
      resolve();
    };
    client.on('error', over).on('end', over).on('close', over);
    new LoginDialogue(client, host.context, new CredentialPolicy(host.context.config, 'root'), reporter, (user) => {
      onLogin();
      desk.open(user);
    });
  });
}
