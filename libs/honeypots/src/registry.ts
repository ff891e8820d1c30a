import type { ServiceHandler } from './handler.js';
import { httpHandler } from './http/handler.js';

/** Every service that has a handler, sorted by slug; the same list as the catalogue's. */
export const HANDLERS: readonly ServiceHandler[] = [httpHandler];

const bySlug = new Map(HANDLERS.map((handler) => [handler.slug, handler]));

export function handlerFor(slug: string): ServiceHandler | undefined {
  return bySlug.get(slug);
}
