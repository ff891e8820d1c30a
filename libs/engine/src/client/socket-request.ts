import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { DomainError } from '@decnet/domain';
import { reasonOf } from '../failure.js';

export interface SocketRequest {
  socketPath: string;
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** The connection is cut after so many milliseconds, which stops the work on the other side. */
  limitMs: number;
  /** The connection is cut when nothing was heard for so long. */
  silenceMs: number;
  signal?: AbortSignal;
}

/**
 * Sends one request on a connection of its own and hands every piece of the answer to `onData`. Resolves with the status once the answer
 * is whole. Rejects with ENGINE_UNREACHABLE when nobody answers or the answer breaks off, ENGINE_FAILED on abort and at the time limit.
 */
export async function socketRequest(options: SocketRequest, onData: (piece: Buffer) => void): Promise<number> {
  const limit = AbortSignal.timeout(options.limitMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  try {
    return await exchange(options, signal, onData);
  } catch (error) {
    if (options.signal?.aborted) throw new DomainError('ENGINE_FAILED', 'the caller has gone', { reason: 'aborted' }, { cause: error });
    if (limit.aborted) throw new DomainError('ENGINE_FAILED', `the engine took longer than ${options.limitMs} ms`, { reason: 'timeout' }, { cause: error });
    throw new DomainError('ENGINE_UNREACHABLE', `the engine host does not answer: ${reasonOf(error)}`, {}, { cause: error });
  }
}

function exchange({ socketPath, method, path, body, silenceMs }: SocketRequest, signal: AbortSignal, onData: (piece: Buffer) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    // No kept-alive connections: one that died with a former engine host would be taken for an unreachable one.
    const outgoing: ClientRequest = request({ socketPath, method, path, agent: false, signal, headers: { 'content-type': 'application/json' } });
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(new Error(`silent for ${silenceMs} ms`)));
    outgoing.once('error', reject);
    outgoing.once('response', (response: IncomingMessage) => {
      response.on('data', (piece: Buffer) => {
        try {
          onData(piece);
        } catch (error) {
          outgoing.destroy(new Error(`the answer cannot be used: ${reasonOf(error)}`));
        }
      });
      response.once('error', reject);
      response.once('close', () => (response.complete ? resolve(response.statusCode ?? 0) : reject(new Error('the answer broke off'))));
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
