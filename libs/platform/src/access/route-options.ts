import { RouteConfig } from '@nestjs/platform-fastify';
import type { Principal } from './principal.js';
import type { Verdict } from './verdict.js';

/** What a route says about itself before any of its code runs. */
export interface RouteOptions {
  access?: Verdict;
  /** Longest body in bytes where the general limit does not fit. */
  bodyLimitBytes?: number;
  /** Media types taken beside JSON; their body arrives as text. */
  alsoConsumes?: readonly string[];
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteOptions {}
  interface FastifyRequest {
    principal: Principal | null;
  }
}

const OWN_OPTIONS = 'decnet:route-options';

/** Adds to what other decorators have already said about the route: Nest's own decorator would replace it. */
export function addRouteOptions(options: RouteOptions): MethodDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as object;
    const before = Reflect.getMetadata(OWN_OPTIONS, handler) as RouteOptions | undefined;
    const merged = { ...before, ...options };
    Reflect.defineMetadata(OWN_OPTIONS, merged, handler);
    return RouteConfig(merged)(target, key, descriptor);
  };
}
