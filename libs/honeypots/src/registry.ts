import type { ServiceHandler } from './handler.js';
import { httpHandler } from './http/handler.js';
import { sshHandler } from './ssh/handler.js';

/** Every service that has a handler, sorted by slug; the same list as the catalogue's. */
export const HANDLERS: readonly ServiceHandler[] = [httpHandler, sshHandler];

const bySlug = new Map(HANDLERS.map((handler) => [handler.slug, handler]));

export function handlerFor(slug: string): ServiceHandler | undefined {
  return bySlug.get(slug);
}
