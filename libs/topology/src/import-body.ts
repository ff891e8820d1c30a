import { demandUsable } from '@decnet/platform';
import { parseYaml } from './yaml-worker.js';

/** What an import body holds: JSON arrives parsed and looked through, YAML as text. @throws DomainError INVALID_REQUEST, LIMIT */
export async function parseImport(body: unknown): Promise<unknown> {
  if (typeof body !== 'string') return body;
  const document = await parseYaml(body);
  demandUsable(document);
  return document;
}
