import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ErrorCode } from '@decnet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { classify } from '../problems/classify.js';
import { problem, PROBLEM_TYPE } from '../problems/problem.js';
import { SECURITY_HEADERS } from './security-headers.js';

export const BODY_LIMIT_BYTES = 1024 * 1024;
/** Time for a whole request to arrive; an import of 16 MiB over a slow line fits. */
const REQUEST_TIMEOUT_MS = 120_000;
/** Time for whoever sent what is no request to read the answer and hang up. */
const LINGER_MS = 2_000;

interface ConnectionFault { status: number; code: ErrorCode; detail: string; header?: string }
const FAULTS: Readonly<Record<string, ConnectionFault>> = {
  // No cookie is ours, but they ignore ports: a decoy's page could set so many that this host's every request is refused. So they are
  // thrown away, and the browser comes again by itself, more than once if more of them were on their way.
  HPE_HEADER_OVERFLOW: { status: 431, code: 'TOO_LARGE', detail: 'the header fields are too long', header: 'clear-site-data: "cookies"\r\nrefresh: 1\r\n' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'INVALID_REQUEST', detail: 'the request did not arrive in time' },
};
const UNREADABLE: ConnectionFault = { status: 400, code: 'INVALID_REQUEST', detail: 'this is not a valid HTTP request' };

/** What is no HTTP at all never becomes a request; it is answered on the bare socket. */
function answerFault(error: NodeJS.ErrnoException, socket: Socket): void {
  // Has its answer; the rest of it is thrown away. Closing on bytes that nobody read would reset the connection before the answer is read.
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, detail, header = '' } = FAULTS[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify(problem({ code, detail, status, details: { errors: [{ path: 'request', message: detail }] } }));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n`;
  socket.end(`${head}${header}\r\n${body}`);
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(linger));
}

/** The HTTP server with its limits. Errors that arise before any hook, such as a malformed URL, are problems like all others. */
export function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Longer than any request line, so that an overlong id is an unknown id behind the sign-in and no error before it.
    routerOptions: { maxParamLength: 32_768 },
    exposeHeadRoutes: false,
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    clientErrorHandler: answerFault,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const body = problem(classify(error), request.id);
      void reply.headers(SECURITY_HEADERS).status(body.status).type(PROBLEM_TYPE).send(JSON.stringify(body));
    },
  });
}
