import type { FastifyInstance } from 'fastify';
import { TEXT_TYPES } from './media-types.js';

/** JSON everywhere, text where a route asked for it, nothing else: a form of another page cannot send JSON without asking first. */
export function addBodyParsers(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  // Names of the prototype become fields like any other here; the check of the input refuses them by name.
  const parseJson = instance.getDefaultJsonParser('ignore', 'ignore');
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Many clients name the type although they send nothing.
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
  instance.addContentTypeParser([...TEXT_TYPES], { parseAs: 'string' }, (_request, body, done) => done(null, body));
}
