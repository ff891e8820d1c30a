import { invalidRequest } from '@decnet/domain';
import { parse } from 'yaml';

/** Anchors may stand for each other at most this often: a document of a few lines must not unfold into gigabytes. */
const MAX_ALIASES = 100;

/** What an import body holds: JSON arrives parsed, YAML as text. @throws DomainError INVALID_REQUEST */
export function parseImport(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return parse(body, { maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw invalidRequest([{ path: 'body', message: `not YAML: ${(error as Error).message.split('\n')[0]}` }]);
  }
}
