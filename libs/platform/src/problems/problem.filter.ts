import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger/index.js';
import { classify } from './classify.js';
import { problem, PROBLEM_TYPE } from './problem.js';

/** Every error that leaves the server passes here and becomes a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const body = problem(classify(error), request.id);
    if (body.status >= 500) this.logger.error('request failed', { err: error, requestId: request.id, code: body.code });
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer cannot be taken back: cutting it short is the only way to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    if (typeof body['retryAfterS'] === 'number') void reply.header('retry-after', String(body['retryAfterS']));
    if (body.status === 401) void reply.header('www-authenticate', 'Bearer');
    // Fastify asks for the connection to be closed after an oversized body; the reset would overtake the answer.
    if (body.status === 413) void reply.removeHeader('connection');
    void reply.status(body.status).type(PROBLEM_TYPE).send(JSON.stringify(body));
  }
}
