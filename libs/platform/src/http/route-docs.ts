import type { Type } from '@nestjs/common';

/** What the documentation says of a route where its signature does not. */
export interface RouteDocs {
  /** Class of the answer's body, or that it is text, by status. */
  answers?: Readonly<Partial<Record<200 | 201 | 202, Type | 'text'>>>;
  /** Media types of the answer other than JSON alone. */
  produces?: readonly string[];
  /** Name of the schema of a body that is checked by hand. */
  body?: string;
}

export interface DocumentedRoute {
  docs: RouteDocs;
  /** Decorates the route's method now, as if it had been in the source. */
  decorate(decorator: MethodDecorator): void;
}

const documented: DocumentedRoute[] = [];

/** Keeps what there is to say until somebody asks: the documentation library alone is a third of what a server loads. */
export function Docs(docs: RouteDocs): MethodDecorator {
  return (target, key, descriptor) => {
    documented.push({ docs, decorate: (decorator) => void decorator(target, key, descriptor) });
  };
}

export function documentedRoutes(): readonly DocumentedRoute[] {
  return documented;
}
