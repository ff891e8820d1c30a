import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';
import { addRouteOptions } from './route-options.js';
import type { Verdict } from './verdict.js';

/** Who may call the route. Every route needs one: without it the server does not start. */
export function Access(verdict: Verdict): MethodDecorator {
  return addRouteOptions({ access: verdict });
}

/** A body other than JSON of at most 1 MiB. Bodies of the further media types arrive as text. */
export function AcceptBody(options: { limitBytes?: number; mediaTypes?: readonly string[] }): MethodDecorator {
  return addRouteOptions({
    ...(options.limitBytes !== undefined && { bodyLimitBytes: options.limitBytes }),
    ...(options.mediaTypes && { alsoConsumes: options.mediaTypes }),
  });
}

/** Who is calling; only on routes that are not public. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new TypeError('@CurrentUser() on a public route');
  return principal;
});
