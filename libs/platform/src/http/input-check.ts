import { invalidRequest, type FieldError } from '@decnet/domain';
import type { FastifyRequest } from 'fastify';
import { shown } from '../problems/shown.js';

/** Deeper than any document we take, and far from the depth at which recursive validators overflow their stack. */
const DEEPEST = 32;
const NUL = '\0';
/** Half of a character: databases would store another one in its place. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Names through which a careless copy would reach the prototype of all objects. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];

function whyUnusable(text: string): string | null {
  if (text.includes(NUL)) return 'the character U+0000';
  return LONE_SURROGATE.test(text) ? 'half a surrogate pair' : null;
}

function findUnusable(value: unknown, path: string, depth: number): FieldError | null {
  if (typeof value === 'string') {
    const unusable = whyUnusable(value);
    return unusable === null ? null : { path: shown(path), message: `must not contain ${unusable}` };
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= DEEPEST) return { path: shown(path), message: `must not be nested deeper than ${DEEPEST} levels` };
  for (const key of Object.keys(value)) {
    const child = path ? `${path}.${key}` : key;
    const unusable = whyUnusable(key);
    if (unusable !== null) return { path: shown(path) || 'body', message: `must not have a field name with ${unusable}` };
    if (PROTOTYPE_KEYS.includes(key)) return { path: shown(child), message: 'is no field' };
    const found = findUnusable((value as Record<string, unknown>)[key], child, depth + 1);
    if (found) return found;
  }
  return null;
}

function isTextAsAgreed(request: FastifyRequest): boolean {
  return typeof request.body === 'string' && Boolean(request.routeOptions.config.alsoConsumes);
}

/**
 * Refuses what nothing here takes, whatever it is for: U+0000, half characters, names of the prototype, nesting without end.
 * @param value parsed already, from JSON or anything else
 * @throws DomainError INVALID_REQUEST
 */
export function demandUsable(value: unknown): void {
  const found = findUnusable(value, '', 0);
  if (found) throw invalidRequest([found]);
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
  demandUsable(body);
  demandUsable(query);
}
