import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EndpointResponse } from '@decnet/contract';
import ssh2 from 'ssh2';

const AGAIN_AFTER_MS = 50;
const SSH_LIMIT_MS = 5_000;

/** Intruders that knock at decoys one after the other, each time under another name, and remember which visits a decoy answered. */
export class Visitors {
  /** Names that a decoy has answered: its event exists. */
  readonly answered = new Set<string>();
  /** All names under which anybody knocked. */
  readonly tried = new Set<string>();
  private readonly leaving = new AbortController();
  private readonly lanes: Promise<void>[];

  /** One after the other at each of these endpoints. */
  constructor(endpoints: readonly EndpointResponse[]) {
    this.lanes = endpoints.map((endpoint) => this.visit(endpoint));
  }

  /** Resolves when nobody knocks any more. */
  async leave(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.lanes);
  }

  private async visit(endpoint: EndpointResponse): Promise<void> {
    const knock = endpoint.service === 'ssh' ? trySsh : tryHttp;
    while (!this.leaving.signal.aborted) {
      const name = `visitor-${randomUUID()}`;
      this.tried.add(name);
      if (await knock(endpoint, name)) this.answered.add(name);
      else await delay(AGAIN_AFTER_MS);
    }
  }
}

/** @returns whether a decoy answered */
function tryHttp({ address, port }: EndpointResponse, name: string): Promise<boolean> {
  return fetch(`http://${address}:${port}/${name}`, { headers: { connection: 'close' } }).then((response) => response.text()).then(() => true, () => false);
}

/** @returns whether a decoy refused the login */
function trySsh({ address, port }: EndpointResponse, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    client.on('error', (error) => resolve(error.level === 'client-authentication'));
    client.on('close', () => resolve(false));
    client.connect({ host: address, port, username: name, password: 'guess', readyTimeout: SSH_LIMIT_MS });
  });
}
