import { invalidRequest } from '@decnet/domain';
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

/** What is wrong, and the fields that lead there, the innermost first: put together only where something is found. */
interface Unusable { message: string; fields: string[] }

function inText(text: string): Unusable | null {
  const what = whyUnusable(text);
  return what === null ? null : { message: `must not contain ${what}`, fields: [] };
}

function inField(owner: object, key: string, depth: number): Unusable | null {
  const what = whyUnusable(key);
  if (what !== null) return { message: `must not have a field name with ${what}`, fields: [] };
  if (PROTOTYPE_KEYS.includes(key)) return { message: 'is no field', fields: [key] };
  const found = findUnusable((owner as Record<string, unknown>)[key], depth);
  found?.fields.push(key);
  return found;
}

function inList(list: readonly unknown[], depth: number): Unusable | null {
  for (let index = 0; index < list.length; index += 1) {
    const found = findUnusable(list[index], depth);
    found?.fields.push(String(index));
    if (found) return found;
  }
  return null;
}

function findUnusable(value: unknown, depth = 0): Unusable | null {
  if (typeof value === 'string') return inText(value);
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= DEEPEST) return { message: `must not be nested deeper than ${DEEPEST} levels`, fields: [] };
  if (Array.isArray(value)) return inList(value, depth + 1);
  for (const key of Object.keys(value)) {
    const found = inField(value, key, depth + 1);
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
  const found = findUnusable(value);
  if (found) throw invalidRequest([{ path: shown(found.fields.reverse().join('.')) || 'body', message: found.message }]);
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
