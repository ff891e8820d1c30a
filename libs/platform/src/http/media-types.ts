import { DomainError } from '@decnet/domain';
import type { FastifyRequest } from 'fastify';

/** Media types that only some routes take. */
export const TEXT_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'] as const;

/** @throws DomainError UNSUPPORTED_MEDIA_TYPE when the route did not ask for it */
export function checkMediaType({ headers, routeOptions }: FastifyRequest): void {
  const type = headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase();
  if (type === undefined || !TEXT_TYPES.some((text) => text === type)) return;
  if (routeOptions.config.alsoConsumes?.includes(type)) return;
  throw new DomainError('UNSUPPORTED_MEDIA_TYPE', `this route takes no ${type}`);
}
