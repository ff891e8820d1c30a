import type { FastifyReply } from 'fastify';

export interface EncodedAnswer {
  bytes: Buffer;
  etag: string;
}

/** Answers 304 to a client that has these bytes, and the bytes to everybody else. */
export function sendEncoded(reply: FastifyReply, { bytes, etag }: EncodedAnswer): void {
  reply.header('etag', etag).header('cache-control', 'no-cache');
  if (holds(reply.request.headers['if-none-match'], etag)) void reply.code(304).send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(bytes);
}

function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
