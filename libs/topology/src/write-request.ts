import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from '@decnet/domain';
import { fingerprintOf, type WriteRequest } from './request.js';

const KEY = /^[\x21-\x7e]{1,128}$/;

/** Who writes, and the Idempotency-Key of the request. */
export const Write = createParamDecorator((_: unknown, context: ExecutionContext): WriteRequest => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const actor = request.principal?.username ?? 'unknown';
  const key = request.headers['idempotency-key'];
  if (key === undefined) return { actor };
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalidRequest([{ path: 'Idempotency-Key', message: 'expected 1 to 128 visible ASCII characters' }]);
  }
  return { actor, key, fingerprint: fingerprintOf(request.method, request.url, request.body) };
});
