import { invalidRequest, type FieldError } from '@decnet/domain';
import type { FastifyRequest } from 'fastify';

/** Deeper than any document we take, and far from the depth at which recursive validators overflow their stack. */
const DEEPEST = 32;
const NUL = '\0';
/** Names through which a careless copy would reach the prototype of all objects. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];

function findUnusable(value: unknown, path: string, depth: number): FieldError | null {
  if (typeof value === 'string') return value.includes(NUL) ? { path, message: 'must not contain the character U+0000' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= DEEPEST) return { path, message: `must not be nested deeper than ${DEEPEST} levels` };
  for (const key of Object.keys(value)) {
    const child = path ? `${path}.${key}` : key;
    if (key.includes(NUL)) return { path: path || 'body', message: 'must not have a field name with the character U+0000' };
    if (PROTOTYPE_KEYS.includes(key)) return { path: child, message: 'is no field' };
    const found = findUnusable((value as Record<string, unknown>)[key], child, depth + 1);
    if (found) return found;
  }
  return null;
}

function isTextAsAgreed(request: FastifyRequest): boolean {
  return typeof request.body === 'string' && Boolean(request.routeOptions.config.alsoConsumes);
}

/**
 * What no route takes, whatever its contract says.
 * @throws DomainError INVALID_REQUEST
 */
export function checkInput(request: FastifyRequest): void {
  const { body, query } = request;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (body !== undefined && !isObject && !isTextAsAgreed(request)) {
    throw invalidRequest([{ path: 'body', message: 'must be an object' }]);
  }
  const found = findUnusable(body, '', 0) ?? findUnusable(query, '', 0);
  if (found) throw invalidRequest([found]);
}
