import { DomainError } from '@decnet/domain';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Verdict } from '../access/index.js';

export interface RouteEntry {
  method: string;
  /** As registered, with `:parameters`. */
  url: string;
  verdict: Verdict;
}

/** Every route of the running server, kept as it is registered. */
export class RouteTable {
  readonly entries: RouteEntry[] = [];
  private readonly patterns = new Map<string, RegExp>();

  /** From here on a route without a verdict stops the start. */
  watch(instance: FastifyInstance): void {
    instance.addHook('onRoute', (route) => this.add(route));
  }

  /** What to say where no route matches: 405 where another method would have. */
  missing(request: FastifyRequest): DomainError {
    const path = request.url.split('?', 1)[0]!;
    const allow = this.entries.filter(({ url }) => this.patterns.get(url)!.test(path)).map(({ method }) => method);
    if (allow.length === 0) return new DomainError('NOT_FOUND', 'there is nothing here');
    return new DomainError('METHOD_NOT_ALLOWED', `this path knows ${allow.join(', ')} only`, { allow });
  }

  private add({ method, url, config }: RouteOptions): void {
    const verdict = config?.access;
    if (!verdict) throw new Error(`${String(method)} ${url} does not say who may call it: add @Access(…)`);
    if (url.includes('*')) return;
    for (const name of [method].flat()) this.entries.push({ method: name, url, verdict });
    this.patterns.set(url, patternOf(url));
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}/?$`);
}
